package org.flanspark.tuning.kernel;

import java.util.List;

/**
 * Numbers on a device, row-major. Only the {@link Kernels} that made it can look inside, so that
 * another device or data type changes nothing for the model.
 */
public interface Tensor {
  ElementType type();

  List<Long> dimensions();

  /** The number of values. */
  default long size() {
    return dimensions().stream().reduce(1L, Math::multiplyExact);
  }
}
