package org.flanspark.tuning.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;

/**
 * Tensors by name, kept from batch to batch and grown as needed, so that a steady state allocates
 * nothing. A tensor's content is what its last use left.
 */
final class Buffers implements AutoCloseable {
  private final Kernels kernels;
  private final Map<String, Tensor> backings = new HashMap<>();
  private final Map<String, Tensor> views = new HashMap<>();
  private long changes;

  Buffers(Kernels kernels) {
    this.kernels = kernels;
  }

  /** A tensor of these dimensions; what an earlier call with this name returned is void. */
  Tensor take(String name, long... dimensions) {
    Tensor last = views.get(name);
    if (last != null && hasDimensions(last, dimensions)) {
      return last;
    }
    changes++;
    long size = LongStream.of(dimensions).reduce(1, Math::multiplyExact);
    Tensor view = kernels.view(backing(name, size), 0, dimensions);
    views.put(name, view);
    return view;
  }

  /** Grows whenever a tensor that was taken becomes void. */
  long changes() {
    return changes;
  }

  private static boolean hasDimensions(Tensor tensor, long[] wanted) {
    List<Long> dimensions = tensor.dimensions();
    boolean same = dimensions.size() == wanted.length;
    for (int axis = 0; same && axis < wanted.length; axis++) {
      same = dimensions.get(axis) == wanted[axis];
    }
    return same;
  }

  private Tensor backing(String name, long size) {
    Tensor backing = backings.get(name);
    if (backing == null || backing.size() < size) {
      if (backing != null) {
        kernels.release(backing);
      }
      backing = kernels.allocate(size);
      backings.put(name, backing);
    }
    return backing;
  }

  @Override
  public void close() {
    backings.values().forEach(kernels::release);
    backings.clear();
    views.clear();
  }
}
