package org.flanspark.tuning.kernel.nd4j;

import org.flanspark.tuning.kernel.Attention;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Queries, keys and values in blocks, {@code [slots, queryWidth + 2 * keyValueWidth]}, as views
 * {@code [keyValueHeads, blocks, length, headWidth]} of one group of blocks.
 */
record Nd4jHeads(INDArray slots, Attention attention) {
  double scoreScale() {
    return 1 / Math.sqrt(attention.headWidth());
  }

  /** Of each key-value head's query heads the one with this number. */
  INDArray queries(AttentionBlocks.Group group, int turn) {
    return attended(slots, group, turn);
  }

  INDArray keys(AttentionBlocks.Group group) {
    return split(slots, group, attention.queryWidth(), attention.headWidth());
  }

  INDArray values(AttentionBlocks.Group group) {
    int column = attention.queryWidth() + attention.keyValueWidth();
    return split(slots, group, column, attention.headWidth());
  }

  /** The columns of {@link #queries} in an array whose columns begin as those of the queries do. */
  INDArray attended(INDArray rows, AttentionBlocks.Group group, int turn) {
    int width = attention.headWidth();
    return split(rows, group, (long) turn * width, (long) attention.headsPerKeyValue() * width);
  }

  private INDArray split(INDArray rows, AttentionBlocks.Group group, long column, long headStride) {
    long row = rows.size(1);
    return Nd4jTensor.strided(
        rows,
        group.firstSlot() * row + column,
        new long[] {
          attention.keyValueHeads(), group.count(), group.length(), attention.headWidth()
        },
        new long[] {headStride, group.length() * row, row, 1});
  }
}
