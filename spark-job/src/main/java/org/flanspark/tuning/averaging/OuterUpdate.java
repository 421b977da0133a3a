package org.flanspark.tuning.averaging;

import java.util.List;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The outer step: what the mean delta d of a round does to the parameters p. Without momentum m it
 * is p = p - r d, which at rate r = 1 is plain averaging; with it, Nesterov's as in DiLoCo
 * (Douillard et al. 2023): v = m v + d, p = p - r (d + m v).
 */
final class OuterUpdate {
  private final float rate;
  private final float momentum;
  private final Kernels kernels;

  /** v, flat; null without momentum. */
  private final @Nullable Tensor velocity;

  OuterUpdate(Kernels kernels, double rate, double momentum, long parameters) {
    this.kernels = kernels;
    this.rate = (float) rate;
    this.momentum = (float) momentum;
    this.velocity = momentum == 0 ? null : kernels.allocate(parameters);
  }

  /** Steps by the means; moments become what the means are. */
  void step(List<Slice> slices, FlatValues means, FlatValues master) {
    for (Slice slice : slices) {
      switch (slice.part()) {
        case PARAMETERS -> stepParameters(slice, means, master);
        case MOMENTS -> replace(slice, means, master);
      }
    }
  }

  private void stepParameters(Slice slice, FlatValues means, FlatValues master) {
    FlatValues.forChunks(
        slice,
        (from, delta) -> {
          float[] parameters = new float[delta.length];
          means.read(slice.part(), from, delta);
          master.read(slice.part(), from, parameters);
          accelerate(from, delta);
          for (int i = 0; i < delta.length; i++) {
            parameters[i] -= rate * delta[i];
          }
          master.write(slice.part(), from, parameters);
        });
  }

  /** Brings the velocity up to date, and makes of the delta what the rate is multiplied by. */
  private void accelerate(long from, float[] delta) {
    if (velocity == null) {
      return;
    }
    float[] speed = new float[delta.length];
    kernels.read(velocity, from, speed);
    for (int i = 0; i < delta.length; i++) {
      speed[i] = momentum * speed[i] + delta[i];
      delta[i] += momentum * speed[i];
    }
    kernels.write(velocity, from, speed);
  }

  private static void replace(Slice slice, FlatValues means, FlatValues master) {
    FlatValues.forChunks(
        slice,
        (from, values) -> {
          means.read(slice.part(), from, values);
          master.write(slice.part(), from, values);
        });
  }

  /** What it remembers from round to round; null where that is nothing. */
  @Nullable Tensor velocity() {
    return velocity;
  }

  void release() {
    if (velocity != null) {
      kernels.release(velocity);
    }
  }
}
