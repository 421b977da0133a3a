package org.flanspark.tuning.kernel.nd4j;

import static org.flanspark.tuning.kernel.nd4j.Nd4jTensor.array;

import org.flanspark.tuning.kernel.Attention;
import org.flanspark.tuning.kernel.Indices;
import org.flanspark.tuning.kernel.KeyValueCache;
import org.flanspark.tuning.kernel.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Attention of new tokens to the keys and values that are kept of those before. */
final class Nd4jCachedAttention {
  private final Nd4jScratch scratch;

  Nd4jCachedAttention(Nd4jScratch scratch) {
    this.scratch = scratch;
  }

  void store(Tensor input, Indices rows, Attention heads, KeyValueCache cache) {
    long keys = heads.queryWidth();
    store(input, rows, keys, cache.keys());
    store(input, rows, keys + heads.keyValueWidth(), cache.values());
  }

  private void store(Tensor input, Indices rows, long column, Tensor cache) {
    INDArray kept = array(cache);
    INDArray part = scratch.take("cached", rows.size(), kept.size(1));
    part.assign(Nd4jTensor.columns(array(input), column, kept.size(1)));
    Nd4jCalls.scatterAssign(part, Nd4jIndices.array(rows), kept);
  }

  void attend(
      Tensor input,
      KeyValueCache cache,
      Attention heads,
      int[] starts,
      int[] lengths,
      Tensor output) {
    for (int token = 0; token < starts.length; token++) {
      INDArray scores =
          scratch.take(
              "cachedScores", heads.keyValueHeads(), heads.headsPerKeyValue(), lengths[token]);
      INDArray keys = cached(array(cache.keys()), heads, starts[token], lengths[token]);
      INDArray values = cached(array(cache.values()), heads, starts[token], lengths[token]);
      double scale = 1 / Math.sqrt(heads.headWidth());
      Nd4jCalls.productRightTransposed(queries(array(input), token, heads), keys, scores, scale);
      Nd4jCalls.softmax(scores);
      Nd4jCalls.product(scores, values, queries(array(output), token, heads), 1);
    }
  }

  /**
   * One row's query heads, or what they gather: {@code [keyValueHeads, per of them, headWidth]}.
   */
  private static INDArray queries(INDArray rows, int row, Attention heads) {
    long width = heads.headWidth();
    return Nd4jTensor.view(
        rows, row * rows.size(1), heads.keyValueHeads(), heads.headsPerKeyValue(), width);
  }

  /** Some rows of the cache: {@code [keyValueHeads, length, headWidth]}. */
  private static INDArray cached(INDArray rows, Attention heads, int start, int length) {
    long width = heads.headWidth();
    return Nd4jTensor.strided(
        rows,
        start * rows.size(1),
        new long[] {heads.keyValueHeads(), length, width},
        new long[] {width, rows.size(1), 1});
  }
}
