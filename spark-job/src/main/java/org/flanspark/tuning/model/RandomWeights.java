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
  private static final int SLICE = 1 << 18;

  private RandomWeights() {}

  /** Fresh weights for a decoder of this shape. */
  public static HeapParameters of(ModelShape model, long seed) {
    HeapParameters parameters = HeapParameters.zeros(ParameterLayout.of(model).shapes());
    write(model, seed, parameters);
    return parameters;
  }

  /**
   * Writes the same weights over other parameters of this shape, a slice at a time.
   *
   * @param into all zero where they were not written before: biases are left as they are
   */
  public static void write(ModelShape model, long seed, Parameters into) {
    for (ParameterShape shape : into.shapes()) {
      if (shape.dimensions().size() > 1) {
        writeNormal(shape, deviation(shape.name(), model), seed, into);
      } else if (shape.name().endsWith(ParameterNames.weight("Norm"))) {
        float[] ones = new float[(int) shape.size()];
        Arrays.fill(ones, 1);
        into.write(shape.name(), 0, ones);
      }
    }
  }

  private static void writeNormal(
      ParameterShape shape, double deviation, long seed, Parameters into) {
    Random random = new Random(StableHash.of(seed, "weights", shape.name()));
    for (long from = 0; from < shape.size(); from += SLICE) {
      float[] values = new float[(int) Math.min(SLICE, shape.size() - from)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() * deviation);
      }
      into.write(shape.name(), from, values);
    }
  }

  private static double deviation(String name, ModelShape model) {
    boolean scaled = model.architecture().projections() == ProjectionStart.SCALED_BY_DEPTH;
    return scaled && isProjection(name) ? DEVIATION / Math.sqrt(2.0 * model.layers()) : DEVIATION;
  }

  private static boolean isProjection(String name) {
    return name.endsWith(ParameterNames.weight("Projection"));
  }
}
