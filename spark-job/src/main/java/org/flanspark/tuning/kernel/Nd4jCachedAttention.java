package org.flanspark.tuning.kernel;

import static org.flanspark.tuning.kernel.Nd4jTensor.array;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Attention of one new token a sequence to the keys and values kept of those before. */
final class Nd4jCachedAttention {
  private static final float HIDDEN = -1e9f;

  private final Nd4jScratch scratch;

  Nd4jCachedAttention(Nd4jScratch scratch) {
    this.scratch = scratch;
  }

  void store(Tensor input, Indices rows, KeyValueCache cache) {
    INDArray all = array(input);
    long tokens = all.size(0);
    long width = all.size(1) / 3;
    INDArray part = scratch.take("cached", tokens, width);
    part.assign(columns(all, width));
    Nd4jCalls.scatterAssign(part, Nd4jIndices.array(rows), array(cache.keys()));
    part.assign(columns(all, 2 * width));
    Nd4jCalls.scatterAssign(part, Nd4jIndices.array(rows), array(cache.values()));
  }

  /** Batched products over {@code [sequences, heads, 1, ...]}; a mask hides what is not there. */
  void attend(Tensor input, KeyValueCache cache, Attention attention, Tensor output) {
    int sequences = attention.segments().count();
    int heads = attention.heads();
    int longest = attention.segments().longest();
    INDArray all = array(input);
    long headWidth = all.size(1) / 3 / heads;
    INDArray queries = oneToken(all, sequences, heads, headWidth);
    INDArray scores = scratch.take("cachedScores", sequences, heads, 1, longest);
    INDArray keys = cached(cache, cache.keys(), sequences, heads, longest);
    INDArray values = cached(cache, cache.values(), sequences, heads, longest);
    Nd4jCalls.productRightTransposed(queries, keys, scores, 1 / Math.sqrt(headWidth));
    try (INDArray mask = Nd4j.createFromArray(mask(attention, longest))) {
      Nd4jTensor.view(scores, 0, mask.length()).addi(mask);
    }
    Nd4jCalls.softmax(scores);
    Nd4jCalls.product(scores, values, oneToken(array(output), sequences, heads, headWidth), 1);
  }

  private static float[] mask(Attention attention, int longest) {
    Segments lengths = attention.segments();
    int perSequence = attention.heads() * longest;
    float[] mask = new float[lengths.count() * perSequence];
    for (int row = 0; row < lengths.count() * attention.heads(); row++) {
      int seen = lengths.length(row / attention.heads());
      Arrays.fill(mask, row * longest + seen, (row + 1) * longest, HIDDEN);
    }
    return mask;
  }

  private static INDArray oneToken(INDArray rows, int sequences, int heads, long headWidth) {
    return Nd4jTensor.strided(
        rows,
        0,
        new long[] {sequences, heads, 1, headWidth},
        new long[] {rows.size(1), headWidth, headWidth, 1});
  }

  private static INDArray cached(
      KeyValueCache cache, Tensor tensor, int sequences, int heads, int longest) {
    INDArray rows = array(tensor);
    long width = rows.size(1);
    long headWidth = width / heads;
    return Nd4jTensor.strided(
        rows,
        0,
        new long[] {sequences, heads, longest, headWidth},
        new long[] {cache.capacity() * width, headWidth, width, 1});
  }

  /** A third of the columns, from a column on. */
  private static INDArray columns(INDArray all, long from) {
    return Nd4jTensor.strided(
        all, from, new long[] {all.size(0), all.size(1) / 3}, new long[] {all.size(1), 1});
  }
}
