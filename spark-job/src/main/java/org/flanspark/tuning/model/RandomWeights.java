package org.flanspark.tuning.model;

import java.util.Arrays;
import java.util.Random;
import org.flanspark.data.shard.StableHash;
import org.flanspark.tuning.model.Architecture.ProjectionStart;

/**
 * Initial weights as Hugging Face makes them: normal with a deviation of 0.02, norms 1, biases 0.
 * Of GPT-2, the two projections back into the residual stream are divided by the square root of
 * twice the layers.
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
      fillNormal(
          values, deviation(shape.name(), model), StableHash.of(seed, "weights", shape.name()));
    } else if (shape.name().endsWith(ParameterNames.weight("Norm"))) {
      Arrays.fill(values, 1);
    }
    return values;
  }

  private static double deviation(String name, ModelShape model) {
    boolean scaled = model.architecture().projections() == ProjectionStart.SCALED_BY_DEPTH;
    return scaled && isProjection(name) ? DEVIATION / Math.sqrt(2.0 * model.layers()) : DEVIATION;
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
