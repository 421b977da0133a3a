package org.flanspark.tuning.kernel.cpu;

/**
 * Attention of a few queries to the keys before them, in one head: products of the few by the many,
 * so that no more scores exist at a time than those of one block. Query {@code i} of a block sees
 * the first {@code firstVisible + i} keys.
 *
 * @param queries where each query's head starts; rows {@code queryStride} values apart
 * @param keys as the queries
 * @param values as the keys, with the same stride
 */
record AttentionScores(
    CpuTensor queries,
    int queryStride,
    CpuTensor keys,
    CpuTensor values,
    int keyStride,
    int headWidth) {

  float scale() {
    return (float) (1 / Math.sqrt(headWidth));
  }

  /** {@code scores = scale * queries x keys^T}, {@code [count, visible]}, {@code stride} apart. */
  void score(
      Products.Lane product,
      long query,
      int count,
      long key,
      int visible,
      CpuTensor scores,
      long at,
      int stride) {
    product
        .left(queries, query, queryStride, false)
        .right(keys, key, keyStride, true)
        .output(scores, at, stride)
        .multiply(count, visible, headWidth, scale(), 0);
  }

  /** {@code output = weights x values}. */
  void mix(
      Products.Lane product,
      CpuTensor weights,
      long at,
      int stride,
      int count,
      long value,
      int visible,
      CpuTensor output,
      long outputAt,
      int outputStride) {
    product
        .left(weights, at, stride, false)
        .right(values, value, keyStride, false)
        .output(output, outputAt, outputStride)
        .multiply(count, headWidth, visible, 1, 0);
  }

  /**
   * Scores to probabilities, each row over the keys it sees; the rest of the row becomes 0.
   *
   * @return the logarithm of the sum of the scores' exponentials
   */
  static float softmax(Arithmetic arithmetic, CpuTensor scores, long at, int visible, int columns) {
    float largest = arithmetic.largest(scores, at, visible);
    float sum = arithmetic.exponentials(scores, at, visible, largest, 1);
    arithmetic.scale(scores, at, visible, 1 / sum);
    arithmetic.fill(scores, at + visible, columns - visible, 0);
    return largest + (float) Math.log(sum);
  }
}
