package org.flanspark.tuning.kernel.cpu;

import org.flanspark.tuning.kernel.AdafactorStep;
import org.flanspark.tuning.kernel.AdamWStep;

/** What optimizers do to gradients, in as few passes over memory as they allow. */
final class CpuUpdates {
  /** Values at a time: four arrays of them fit a core's own cache. */
  private static final int PIECE = 1 << 14;

  private final Team team;
  private final CpuMemory memory;
  private final Arithmetic arithmetic;

  CpuUpdates(Team team, CpuMemory memory, Arithmetic arithmetic) {
    this.team = team;
    this.memory = memory;
    this.arithmetic = arithmetic;
  }

  void adamW(
      CpuTensor parameters,
      CpuTensor gradient,
      CpuTensor firstMoment,
      CpuTensor secondMoment,
      AdamWStep step) {
    AdamWRun run = new AdamWRun(parameters, gradient, firstMoment, secondMoment, step);
    team.pieces(gradient.size(), PIECE, (at, count) -> arithmetic.adamW(run, at, count));
  }

  /** Two passes over the gradient for moments and clipping, a third for the update itself. */
  void adafactor(
      CpuTensor parameter,
      CpuTensor gradient,
      CpuTensor rowMoments,
      CpuTensor columnMoments,
      AdafactorStep step) {
    Adafactor work = new Adafactor(gradient, rowMoments, columnMoments, step);
    work.updateMoments();
    double rootMeanSquare = work.rootMeanSquare();
    work.update(parameter, (float) step.clippedRate(rootMeanSquare));
  }

  /** One matrix. */
  private final class Adafactor {
    private final CpuTensor gradient;
    private final CpuTensor rowMoments;
    private final CpuTensor columnMoments;
    private final AdafactorStep step;
    private final int rows;
    private final int columns;
    private final CpuTensor rowFactors;
    private final CpuTensor columnFactors;

    Adafactor(
        CpuTensor gradient, CpuTensor rowMoments, CpuTensor columnMoments, AdafactorStep step) {
      this.gradient = gradient;
      this.rowMoments = rowMoments;
      this.columnMoments = columnMoments;
      this.step = step;
      this.rows = Math.toIntExact(rowMoments.size());
      this.columns = Math.toIntExact(columnMoments.size());
      this.rowFactors = memory.scratch("rowFactors", 1, rows);
      this.columnFactors = memory.scratch("columnFactors", team.size(), columns);
    }

    void updateMoments() {
      arithmetic.fill(columnFactors, 0, Math.toIntExact(columnFactors.size()), 0);
      team.rows(
          rows,
          1,
          (lane, from, to) -> {
            for (int row = from; row < to; row++) {
              float sum =
                  arithmetic.addSquares(
                      gradient,
                      (long) row * columns,
                      columnFactors,
                      (long) lane * columns,
                      columns);
              mix(rowMoments, row, sum / columns);
            }
          });
      for (int lane = 1; lane < team.size(); lane++) {
        arithmetic.add(columnFactors, 0, columnFactors, (long) lane * columns, columns);
      }
      for (int column = 0; column < columns; column++) {
        mix(columnMoments, column, columnFactors.get(column) / rows);
      }
      setFactors();
    }

    private void mix(CpuTensor moments, int at, float meanSquare) {
      double scaled = step.gradientScale() * step.gradientScale() * meanSquare;
      double kept = step.beta2() * moments.get(at);
      moments.set(at, (float) (kept + (1 - step.beta2()) * (scaled + AdafactorStep.EPSILON)));
    }

    /** What a gradient is multiplied by: one factor of its row, one of its column. */
    private void setFactors() {
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += rowMoments.get(row);
      }
      double mean = sum / rows;
      for (int row = 0; row < rows; row++) {
        double factor = step.gradientScale() * Math.sqrt(mean / rowMoments.get(row));
        rowFactors.set(row, (float) factor);
      }
      for (int column = 0; column < columns; column++) {
        columnFactors.set(column, (float) (1 / Math.sqrt(columnMoments.get(column))));
      }
    }

    /** Of the update before its rate. */
    double rootMeanSquare() {
      CpuTensor squares = memory.scratch("rowSquares", 1, rows);
      team.rows(
          rows,
          1,
          (lane, from, to) -> {
            for (int row = from; row < to; row++) {
              float sum =
                  arithmetic.sumOfSquaredProducts(
                      gradient, (long) row * columns, columnFactors, 0, columns);
              squares.set(row, sum * rowFactors.get(row) * rowFactors.get(row));
            }
          });
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += squares.get(row);
      }
      return Math.sqrt(sum / rows / columns);
    }

    void update(CpuTensor parameter, float rate) {
      float decay = (float) step.decay();
      team.rows(
          rows,
          1,
          (lane, from, to) -> {
            for (int row = from; row < to; row++) {
              long at = (long) row * columns;
              float factor = rate * rowFactors.get(row);
              arithmetic.multiply(gradient, at, columnFactors, 0, columns, factor);
              if (decay != 0) {
                arithmetic.addScaled(gradient, at, parameter, at, columns, decay);
              }
            }
          });
    }
  }
}
