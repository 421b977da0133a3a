package org.flanspark.tuning.kernel.cpu;

import org.flanspark.tuning.kernel.Indices;
import org.flanspark.tuning.kernel.Tensor;

/** From hidden states over logits to losses, and back; threads share the vocabulary or the rows. */
final class CpuLogits {
  private static final int GRAIN = 16;

  private final Team team;
  private final Products products;
  private final Arithmetic arithmetic;

  CpuLogits(Team team, Products products, Arithmetic arithmetic) {
    this.team = team;
    this.products = products;
    this.arithmetic = arithmetic;
  }

  void forward(Tensor hidden, Tensor table, Tensor logits) {
    CpuTensor from = CpuTensor.of(hidden);
    CpuTensor words = CpuTensor.of(table);
    CpuTensor into = CpuTensor.of(logits);
    int width = from.columns();
    int vocabulary = into.columns();
    team.rows(
        vocabulary,
        GRAIN,
        (lane, start, end) ->
            products
                .lane(lane)
                .left(from, 0, width, false)
                .right(words, (long) start * width, width, true)
                .output(into, start, vocabulary)
                .multiply(from.rows(), end - start, width, 1, 0));
  }

  void backward(
      Tensor hidden,
      Tensor table,
      Tensor logitsGradient,
      Tensor hiddenGradient,
      Tensor tableGradient) {
    CpuTensor from = CpuTensor.of(hidden);
    CpuTensor words = CpuTensor.of(table);
    CpuTensor upper = CpuTensor.of(logitsGradient);
    CpuTensor into = CpuTensor.of(hiddenGradient);
    CpuTensor wordGradients = CpuTensor.of(tableGradient);
    int width = from.columns();
    int vocabulary = upper.columns();
    team.rows(
        vocabulary,
        GRAIN,
        (lane, start, end) ->
            products
                .lane(lane)
                .left(upper, start, vocabulary, true)
                .right(from, 0, width, false)
                .output(wordGradients, (long) start * width, width)
                .multiply(end - start, width, from.rows(), 1, 1));
    team.rows(
        width,
        GRAIN,
        (lane, start, end) ->
            products
                .lane(lane)
                .left(upper, 0, vocabulary, false)
                .right(words, start, width, false)
                .output(into, start, width)
                .multiply(from.rows(), end - start, vocabulary, 1, 0));
  }

  void crossEntropy(Tensor logits, Indices labels, Tensor losses) {
    CpuTensor from = CpuTensor.of(logits);
    CpuTensor into = CpuTensor.of(losses);
    CpuIndices columns = CpuIndices.of(labels);
    int vocabulary = from.columns();
    team.rows(
        from.rows(),
        1,
        (lane, start, end) -> {
          for (int row = start; row < end; row++) {
            long at = (long) row * vocabulary;
            float largest = arithmetic.largest(from, at, vocabulary);
            float sum = arithmetic.sumOfExponentials(from, at, vocabulary, largest);
            float logSum = largest + (float) Math.log(sum);
            into.set(row, logSum - from.get(at + columns.get(row)));
          }
        });
  }

  void crossEntropyGradient(Tensor logits, Indices labels, Tensor losses, float scale) {
    CpuTensor both = CpuTensor.of(logits);
    CpuTensor known = CpuTensor.of(losses);
    CpuIndices columns = CpuIndices.of(labels);
    int vocabulary = both.columns();
    team.rows(
        both.rows(),
        1,
        (lane, start, end) -> {
          for (int row = start; row < end; row++) {
            long at = (long) row * vocabulary;
            long label = at + columns.get(row);
            float logSum = known.get(row) + both.get(label);
            arithmetic.exponentials(both, at, vocabulary, logSum, scale);
            both.set(label, both.get(label) - scale);
          }
        });
  }

  int[] largestColumns(Tensor rows) {
    CpuTensor from = CpuTensor.of(rows);
    int[] columns = new int[from.rows()];
    team.rows(
        columns.length,
        1,
        (lane, start, end) -> {
          for (int row = start; row < end; row++) {
            columns[row] = largestColumn(from, (long) row * from.columns());
          }
        });
    return columns;
  }

  /** The first of the largest values. */
  private int largestColumn(CpuTensor rows, long at) {
    float largest = arithmetic.largest(rows, at, rows.columns());
    for (int column = 0; column < rows.columns(); column++) {
      if (rows.get(at + column) == largest) {
        return column;
      }
    }
    throw new IllegalStateException("Invalid logits: not a number");
  }
}
