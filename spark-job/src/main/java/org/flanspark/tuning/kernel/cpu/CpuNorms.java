package org.flanspark.tuning.kernel.cpu;

import org.flanspark.tuning.kernel.Norm;
import org.flanspark.tuning.kernel.Tensor;
import org.jspecify.annotations.Nullable;

/** Norms, row by row; gradients of parameters are summed by each thread and then in its order. */
final class CpuNorms {
  private static final int GRAIN = 1;

  private final Team team;
  private final CpuMemory memory;
  private final Arithmetic arithmetic;

  CpuNorms(Team team, CpuMemory memory, Arithmetic arithmetic) {
    this.team = team;
    this.memory = memory;
    this.arithmetic = arithmetic;
  }

  void layerNorm(Tensor input, Norm norm, Tensor statistics, Tensor output) {
    CpuTensor kept = CpuTensor.of(statistics);
    CpuTensor from = CpuTensor.of(input);
    CpuTensor into = CpuTensor.of(output);
    int rows = from.rows();
    team.rows(
        rows,
        GRAIN,
        (lane, start, end) -> {
          NormRow row = row(from, norm, into);
          for (int i = start; i < end; i++) {
            row.at = (long) i * row.width;
            arithmetic.layerNorm(row, (float) norm.epsilon());
            kept.set(i, row.mean);
            kept.set(rows + i, row.factor);
          }
        });
  }

  void rootMeanSquareNorm(Tensor input, Norm norm, Tensor statistics, Tensor output) {
    CpuTensor kept = CpuTensor.of(statistics);
    CpuTensor from = CpuTensor.of(input);
    CpuTensor into = CpuTensor.of(output);
    team.rows(
        from.rows(),
        GRAIN,
        (lane, start, end) -> {
          NormRow row = row(from, norm, into);
          for (int i = start; i < end; i++) {
            row.at = (long) i * row.width;
            arithmetic.rootMeanSquareNorm(row, (float) norm.epsilon());
            kept.set(i, row.factor);
          }
        });
  }

  void layerNormGradient(
      Tensor input,
      Norm norm,
      Tensor statistics,
      Tensor outputGradient,
      Tensor inputGradient,
      Norm gradient) {
    CpuTensor kept = CpuTensor.of(statistics);
    CpuTensor from = CpuTensor.of(input);
    CpuTensor partial = partialSums(from.columns());
    int rows = from.rows();
    team.rows(
        rows,
        GRAIN,
        (lane, start, end) -> {
          NormRow row = row(from, norm, from);
          NormRowGradient into = rowGradient(outputGradient, inputGradient, partial, lane);
          for (int i = start; i < end; i++) {
            row.at = (long) i * row.width;
            row.mean = kept.get(i);
            row.factor = kept.get(rows + i);
            arithmetic.layerNormGradient(row, into);
          }
        });
    addPartialSums(partial, gradient);
  }

  void rootMeanSquareNormGradient(
      Tensor input,
      Norm norm,
      Tensor statistics,
      Tensor outputGradient,
      Tensor inputGradient,
      Norm gradient) {
    CpuTensor kept = CpuTensor.of(statistics);
    CpuTensor from = CpuTensor.of(input);
    CpuTensor partial = partialSums(from.columns());
    team.rows(
        from.rows(),
        GRAIN,
        (lane, start, end) -> {
          NormRow row = row(from, norm, from);
          NormRowGradient into = rowGradient(outputGradient, inputGradient, partial, lane);
          for (int i = start; i < end; i++) {
            row.at = (long) i * row.width;
            row.factor = kept.get(i);
            arithmetic.rootMeanSquareNormGradient(row, into);
          }
        });
    addPartialSums(partial, gradient);
  }

  private static NormRow row(CpuTensor input, Norm norm, CpuTensor output) {
    return new NormRow(input, CpuTensor.of(norm.weight()), orNull(norm.bias()), output);
  }

  private static NormRowGradient rowGradient(
      Tensor outputGradient, Tensor inputGradient, CpuTensor partial, int lane) {
    return new NormRowGradient(
        CpuTensor.of(outputGradient),
        CpuTensor.of(inputGradient),
        partial,
        (long) lane * partial.columns());
  }

  /** Zeros for each thread: of the weight's gradient, then of the bias's. */
  private CpuTensor partialSums(int width) {
    CpuTensor partial = memory.scratch("normGradients", team.size(), 2L * width);
    arithmetic.fill(partial, 0, Math.toIntExact(partial.size()), 0);
    return partial;
  }

  private void addPartialSums(CpuTensor partial, Norm gradient) {
    CpuTensor weight = CpuTensor.of(gradient.weight());
    CpuTensor bias = orNull(gradient.bias());
    int width = partial.columns() / 2;
    for (int lane = 0; lane < team.size(); lane++) {
      long at = (long) lane * partial.columns();
      arithmetic.add(weight, 0, partial, at, width);
      if (bias != null) {
        arithmetic.add(bias, 0, partial, at + width, width);
      }
    }
  }

  private static @Nullable CpuTensor orNull(@Nullable Tensor tensor) {
    return tensor == null ? null : CpuTensor.of(tensor);
  }
}
