package org.flanspark.tuning.kernel.cpu;

import java.util.Arrays;
import org.flanspark.tuning.kernel.Attention;
import org.flanspark.tuning.kernel.Indices;
import org.flanspark.tuning.kernel.KeyValueCache;
import org.flanspark.tuning.kernel.Tensor;

/**
 * Attention of new tokens to cached ones. Neighbouring tokens of one text, each seeing one more
 * than the last, share their products.
 */
final class CpuCachedAttention {
  private static final int QUERIES = 64;

  private final Team team;
  private final Products products;
  private final CpuMemory memory;
  private final Arithmetic arithmetic;

  CpuCachedAttention(Team team, Products products, CpuMemory memory, Arithmetic arithmetic) {
    this.team = team;
    this.products = products;
    this.memory = memory;
    this.arithmetic = arithmetic;
  }

  void store(Tensor queryKeyValue, Indices rows, Attention heads, KeyValueCache cache) {
    CpuTensor from = CpuTensor.of(queryKeyValue);
    CpuTensor keys = CpuTensor.of(cache.keys());
    CpuTensor values = CpuTensor.of(cache.values());
    CpuIndices places = CpuIndices.of(rows);
    int width = heads.keyValueWidth();
    for (int token = 0; token < places.size(); token++) {
      long at = (long) token * from.columns() + heads.queryWidth();
      long place = (long) places.get(token) * width;
      arithmetic.copy(from, at, keys, place, width);
      arithmetic.copy(from, at + width, values, place, width);
    }
  }

  void attend(
      Tensor queryKeyValue,
      KeyValueCache cache,
      Attention heads,
      int[] starts,
      int[] lengths,
      Tensor output) {
    int longest = Arrays.stream(lengths).max().orElse(0);
    int[] runs = runs(starts, lengths);
    Work work =
        new Work(
            heads,
            new AttentionScores(
                CpuTensor.of(queryKeyValue),
                heads.width(),
                CpuTensor.of(cache.keys()),
                CpuTensor.of(cache.values()),
                heads.keyValueWidth(),
                heads.headWidth()),
            memory.scratch("scores", (long) team.size() * QUERIES, longest),
            CpuTensor.of(output));
    team.each(
        (runs.length - 1) * heads.heads(),
        (lane, task) -> {
          int run = task / heads.heads();
          int token = runs[run];
          int count = runs[run + 1] - token;
          work.attend(lane, task % heads.heads(), token, count, starts[token], lengths[token]);
        });
  }

  /** The first token of each run, and the number of tokens. */
  private static int[] runs(int[] starts, int[] lengths) {
    int[] firsts = new int[starts.length + 1];
    int count = 0;
    for (int token = 0; token < starts.length; token++) {
      boolean continues =
          token > 0
              && starts[token] == starts[token - 1]
              && lengths[token] == lengths[token - 1] + 1
              && token - firsts[count - 1] < QUERIES;
      if (!continues) {
        firsts[count++] = token;
      }
    }
    firsts[count] = starts.length;
    return Arrays.copyOf(firsts, count + 1);
  }

  /** One call. */
  private final class Work {
    private final Attention heads;
    private final AttentionScores attention;
    private final CpuTensor scores;
    private final CpuTensor output;

    Work(Attention heads, AttentionScores attention, CpuTensor scores, CpuTensor output) {
      this.heads = heads;
      this.attention = attention;
      this.scores = scores;
      this.output = output;
    }

    /** A run of tokens in one head: the first sees {@code length} rows, each one more. */
    void attend(int lane, int head, int token, int count, int start, int length) {
      Products.Lane product = products.lane(lane);
      int stride = scores.columns();
      long at = (long) lane * QUERIES * stride;
      int visible = length + count - 1;
      long column = (long) head * heads.headWidth();
      long keyColumn = (long) (head / heads.headsPerKeyValue()) * heads.headWidth();
      long key = (long) start * heads.keyValueWidth() + keyColumn;
      long query = (long) token * heads.width() + column;
      attention.score(product, query, count, key, visible, scores, at, stride);
      for (int i = 0; i < count; i++) {
        AttentionScores.softmax(arithmetic, scores, at + (long) i * stride, length + i, visible);
      }
      long place = (long) token * heads.queryWidth() + column;
      attention.mix(
          product, scores, at, stride, count, key, visible, output, place, heads.queryWidth());
    }
  }
}
