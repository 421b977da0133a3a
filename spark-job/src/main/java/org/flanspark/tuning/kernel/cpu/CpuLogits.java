package org.flanspark.tuning.kernel.cpu;

import org.flanspark.tuning.kernel.Indices;
import org.flanspark.tuning.kernel.Tensor;

/** From logits to losses, and back; threads share the rows. */
final class CpuLogits {
  private final Team team;
  private final Arithmetic arithmetic;

  CpuLogits(Team team, Arithmetic arithmetic) {
    this.team = team;
    this.arithmetic = arithmetic;
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
