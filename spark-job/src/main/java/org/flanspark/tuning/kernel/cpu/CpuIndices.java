package org.flanspark.tuning.kernel.cpu;

import org.flanspark.tuning.kernel.Indices;

/** Row numbers on the heap. */
final class CpuIndices implements Indices {
  private final int[] values;

  private CpuIndices(int[] values) {
    this.values = values;
  }

  static CpuIndices copyOf(int... values) {
    return new CpuIndices(values.clone());
  }

  static CpuIndices of(Indices indices) {
    if (indices instanceof CpuIndices own) {
      return own;
    }
    throw new IllegalArgumentException(
        "Invalid indices: %s, expected some of these kernels"
            .formatted(indices.getClass().getName()));
  }

  @Override
  public int size() {
    return values.length;
  }

  int get(int i) {
    return values[i];
  }
}
