package org.flanspark.tuning.kernel.cpu;

import java.util.Objects;
import org.flanspark.tuning.kernel.Attention;
import org.flanspark.tuning.kernel.Segments;
import org.flanspark.tuning.kernel.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Causal attention inside segments, a block of queries at a time against the keys up to the block's
 * end: blocks that the mask would hide are never computed. What is kept for the gradient is one
 * number a query and head, the logarithm of the sum of its scores' exponentials; the probabilities
 * are computed again (FlashAttention-2, Dao 2023, section 3.1, without its tiling over keys, which
 * a segment's length does not call for).
 */
final class CpuAttention {
  private static final int QUERIES = 64;

  private final Team team;
  private final Products products;
  private final CpuMemory memory;
  private final Arithmetic arithmetic;

  CpuAttention(Team team, Products products, CpuMemory memory, Arithmetic arithmetic) {
    this.team = team;
    this.products = products;
    this.memory = memory;
    this.arithmetic = arithmetic;
  }

  static long memory(Attention attention) {
    return (long) attention.heads() * attention.segments().tokens();
  }

  void forward(Tensor input, Attention attention, Tensor logSums, Tensor output) {
    Work work = new Work(attention, CpuTensor.of(input), CpuTensor.of(logSums), null);
    CpuTensor into = CpuTensor.of(output);
    team.each(
        work.tasks(),
        (lane, task) -> {
          for (int head = work.firstHead(task); head < work.endHead(task); head++) {
            work.forward(lane, work.segment(task), head, into);
          }
        });
  }

  void backward(
      Tensor input,
      Attention attention,
      Tensor logSums,
      Tensor outputGradient,
      Tensor inputGradient) {
    Work work =
        new Work(
            attention, CpuTensor.of(input), CpuTensor.of(logSums), CpuTensor.of(inputGradient));
    CpuTensor upper = CpuTensor.of(outputGradient);
    team.each(
        work.tasks(),
        (lane, task) -> {
          for (int head = work.firstHead(task); head < work.endHead(task); head++) {
            work.backward(lane, work.segment(task), head, upper);
          }
        });
  }

  /** One call. A task is a key-value head of a segment, with the query heads that share it. */
  private final class Work {
    private final Segments segments;
    private final Attention shape;
    private final int headWidth;
    private final int stride;
    private final int outputStride;
    private final int longest;
    private final AttentionScores attention;
    private final CpuTensor logSums;
    private final CpuTensor scores;
    private final CpuTensor scoreGradients;
    private final @Nullable CpuTensor inputGradient;
    private final int[] starts;

    Work(Attention of, CpuTensor input, CpuTensor logSums, @Nullable CpuTensor inputGradient) {
      this.segments = of.segments();
      this.shape = of;
      this.headWidth = of.headWidth();
      this.stride = of.width();
      this.outputStride = of.queryWidth();
      this.longest = segments.longest();
      this.attention = new AttentionScores(input, stride, input, input, stride, headWidth);
      this.logSums = logSums;
      this.inputGradient = inputGradient;
      long rows = (long) team.size() * QUERIES;
      this.scores = memory.scratch("scores", rows, longest);
      this.scoreGradients =
          inputGradient == null ? scores : memory.scratch("scoreGradients", rows, longest);
      this.starts = new int[segments.count()];
      for (int i = 1; i < starts.length; i++) {
        starts[i] = starts[i - 1] + segments.length(i - 1);
      }
    }

    int tasks() {
      return segments.count() * shape.keyValueHeads();
    }

    int segment(int task) {
      return task / shape.keyValueHeads();
    }

    int firstHead(int task) {
      return task % shape.keyValueHeads() * shape.headsPerKeyValue();
    }

    int endHead(int task) {
      return firstHead(task) + shape.headsPerKeyValue();
    }

    void forward(int lane, int segment, int head, CpuTensor output) {
      Products.Lane product = products.lane(lane);
      long scoresAt = (long) lane * QUERIES * longest;
      int start = starts[segment];
      int length = segments.length(segment);
      for (int first = 0; first < length; first += QUERIES) {
        int count = Math.min(QUERIES, length - first);
        int visible = first + count;
        attention.score(
            product,
            query(start + first, head),
            count,
            key(start, head),
            visible,
            scores,
            scoresAt,
            longest);
        for (int i = 0; i < count; i++) {
          float logSum =
              AttentionScores.softmax(
                  arithmetic, scores, scoresAt + (long) i * longest, first + i + 1, visible);
          logSums.set((long) head * segments.tokens() + start + first + i, logSum);
        }
        attention.mix(
            product,
            scores,
            scoresAt,
            longest,
            count,
            value(start, head),
            visible,
            output,
            output(start + first, head),
            outputStride);
      }
    }

    /**
     * From the last block to the first: the last reaches all keys, so that it overwrites the
     * gradients of keys and values, to which the others add.
     */
    void backward(int lane, int segment, int head, CpuTensor upper) {
      int length = segments.length(segment);
      boolean firstOfGroup = head % shape.headsPerKeyValue() == 0;
      int lastBlock = (length - 1) / QUERIES * QUERIES;
      for (int first = lastBlock; first >= 0; first -= QUERIES) {
        int count = Math.min(QUERIES, length - first);
        boolean overwrites = firstOfGroup && first == lastBlock;
        scoreGradients(lane, starts[segment], first, count, head, upper);
        spread(lane, starts[segment], first, count, head, upper, overwrites ? 0 : 1);
      }
    }

    /** Probabilities into scores, and the gradient of the scores. */
    private void scoreGradients(
        int lane, int start, int first, int count, int head, CpuTensor upper) {
      Products.Lane product = products.lane(lane);
      long at = (long) lane * QUERIES * longest;
      int visible = first + count;
      attention.score(
          product,
          query(start + first, head),
          count,
          key(start, head),
          visible,
          scores,
          at,
          longest);
      product
          .left(upper, output(start + first, head), outputStride, false)
          .right(attention.values(), value(start, head), stride, true)
          .output(scoreGradients, at, longest)
          .multiply(count, visible, headWidth, 1, 0);
      for (int i = 0; i < count; i++) {
        long row = at + (long) i * longest;
        int seen = first + i + 1;
        float logSum = logSums.get((long) head * segments.tokens() + start + first + i);
        arithmetic.softmaxGradient(
            scores, row, scoreGradients, row, seen, logSum, attention.scale());
        arithmetic.fill(scores, row + seen, visible - seen, 0);
        arithmetic.fill(scoreGradients, row + seen, visible - seen, 0);
      }
    }

    /** From the gradient of the scores to those of queries, keys and values. */
    private void spread(
        int lane, int start, int first, int count, int head, CpuTensor upper, float keep) {
      Products.Lane product = products.lane(lane);
      CpuTensor into = Objects.requireNonNull(inputGradient);
      CpuTensor input = attention.queries();
      long at = (long) lane * QUERIES * longest;
      int visible = first + count;
      long query = query(start + first, head);
      product
          .left(scoreGradients, at, longest, false)
          .right(input, key(start, head), stride, false)
          .output(into, query, stride)
          .multiply(count, headWidth, visible, 1, 0);
      product
          .left(scoreGradients, at, longest, true)
          .right(input, query, stride, false)
          .output(into, key(start, head), stride)
          .multiply(visible, headWidth, count, 1, keep);
      product
          .left(scores, at, longest, true)
          .right(upper, output(start + first, head), outputStride, false)
          .output(into, value(start, head), stride)
          .multiply(visible, headWidth, count, 1, keep);
    }

    private long query(int token, int head) {
      return (long) token * stride + (long) head * headWidth;
    }

    private long key(int token, int head) {
      return query(token, shape.heads() + head / shape.headsPerKeyValue());
    }

    private long value(int token, int head) {
      return query(token, shape.heads() + shape.keyValueHeads() + head / shape.headsPerKeyValue());
    }

    private long output(int token, int head) {
      return (long) token * outputStride + (long) head * headWidth;
    }
  }
}
