package org.flanspark.tuning.model;

import java.util.Arrays;
import java.util.Random;
import org.flanspark.data.shard.StableHash;

/**
 * GPT-2's initial weights: normal with a deviation of 0.02, for the two projections back into the
 * residual stream divided by the square root of twice the layers; norms 1, biases 0.
 *
 * <p>Each tensor's numbers depend on the seed and its name alone.
 */
public final class RandomWeights {
  private static final double DEVIATION = 0.02;

  private RandomWeights() {}

  /** Fresh weights for a decoder of this shape. */
  public static HeapParameters of(ModelShape model, long seed) {
    HeapParameters parameters = HeapParameters.zeros(ParameterLayout.of(model).shapes());
    for (ParameterShape shape : parameters.shapes()) {
      parameters.write(shape.name(), 0, values(shape, model, seed));
    }
    return parameters;
  }

  private static float[] values(ParameterShape shape, ModelShape model, long seed) {
    float[] values = new float[(int) shape.size()];
    if (shape.dimensions().size() > 1) {
      double scale = isProjection(shape.name()) ? 1 / Math.sqrt(2.0 * model.layers()) : 1;
      fillNormal(values, DEVIATION * scale, StableHash.of(seed, "weights", shape.name()));
    } else if (shape.name().endsWith(ParameterNames.weight("Norm"))) {
      Arrays.fill(values, 1);
    }
    return values;
  }

  private static void fillNormal(float[] values, double deviation, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
  }

  private static boolean isProjection(String name) {
    return name.endsWith(ParameterNames.weight("Projection"));
  }
}
