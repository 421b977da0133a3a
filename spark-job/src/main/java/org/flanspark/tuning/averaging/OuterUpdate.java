package org.flanspark.tuning.averaging;

import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The outer step: what the mean delta d of a round does to the parameters p. Without momentum m it
 * is p = p - r d, which at rate r = 1 is plain averaging; with it, Nesterov's as in DiLoCo
 * (Douillard et al. 2023): v = m v + d, p = p - r (d + m v).
 */
final class OuterUpdate {
  private final double rate;
  private final double momentum;
  private final Kernels kernels;

  /** v, flat; null without momentum. */
  private final @Nullable Tensor velocity;

  OuterUpdate(Kernels kernels, double rate, double momentum, long parameters) {
    this.kernels = kernels;
    this.rate = rate;
    this.momentum = momentum;
    this.velocity = momentum == 0 ? null : kernels.allocate(parameters);
  }

  /** Steps by the means; averaged moments become what the means are. */
  void step(FlatValues means, FlatValues master) {
    kernels.addScaled(master.parameters(), -rate, means.parameters());
    if (velocity != null) {
      kernels.scale(velocity, momentum);
      kernels.add(velocity, means.parameters());
      kernels.addScaled(master.parameters(), -rate * momentum, velocity);
    }
    if (master.moments() != null && means.moments() != null) {
      kernels.copy(means.moments(), master.moments());
    }
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
