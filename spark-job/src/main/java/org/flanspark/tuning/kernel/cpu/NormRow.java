package org.flanspark.tuning.kernel.cpu;

import org.jspecify.annotations.Nullable;

/** One row that is normalised: moved from row to row, so that none is made anew. */
final class NormRow {
  final CpuTensor input;
  final CpuTensor weight;
  final @Nullable CpuTensor bias;
  final CpuTensor output;
  final int width;

  /** Where the row starts in input and output. */
  long at;

  /** What is subtracted from each value. */
  float mean;

  /** What each value is multiplied by. */
  float factor;

  /** On the way back: the sum of the normalised values' gradients. */
  float gradientSum;

  /** On the way back: the sum of the same, each times its normalised value. */
  float productSum;

  NormRow(CpuTensor input, CpuTensor weight, @Nullable CpuTensor bias, CpuTensor output) {
    this.input = input;
    this.weight = weight;
    this.bias = bias;
    this.output = output;
    this.width = input.columns();
  }
}
