package org.flanspark.tuning.huggingface;

import java.util.List;

/**
 * One tensor of a safetensors file.
 *
 * @param dimensions row-major: the last one is contiguous; empty for a single value
 * @param begin the first of its bytes, counted from the end of the header
 * @param end one behind the last of its bytes
 */
record StoredTensor(String name, TensorType type, List<Long> dimensions, long begin, long end) {
  StoredTensor {
    dimensions = List.copyOf(dimensions);
  }

  long bytes() {
    return end - begin;
  }
}
