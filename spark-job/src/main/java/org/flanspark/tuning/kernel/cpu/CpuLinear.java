package org.flanspark.tuning.kernel.cpu;

import org.flanspark.tuning.kernel.Linear;
import org.flanspark.tuning.kernel.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Linear layers. Bias and residual are laid into the output before the product adds to it, which
 * costs no more than the zeros that OpenBLAS would lay there.
 */
final class CpuLinear {
  /** Whole registers and whole blocks of OpenBLAS's kernels. */
  private static final int GRAIN = 16;

  private final Team team;
  private final Products products;
  private final Arithmetic arithmetic;

  CpuLinear(Team team, Products products, Arithmetic arithmetic) {
    this.team = team;
    this.products = products;
    this.arithmetic = arithmetic;
  }

  void forward(Tensor input, Linear layer, @Nullable Tensor residual, Tensor output) {
    CpuTensor from = CpuTensor.of(input);
    CpuTensor into = CpuTensor.of(output);
    Factors factors = Factors.of(layer, from.columns(), into.columns());
    CpuTensor added = residual == null ? null : CpuTensor.of(residual);
    int tokens = from.rows();
    if (factors.out >= tokens) {
      team.rows(
          factors.out,
          GRAIN,
          (lane, start, end) -> part(lane, from, factors, added, into, 0, tokens, start, end));
    } else {
      team.rows(
          tokens,
          GRAIN,
          (lane, start, end) -> part(lane, from, factors, added, into, start, end, 0, factors.out));
    }
  }

  private void part(
      int lane,
      CpuTensor input,
      Factors factors,
      @Nullable CpuTensor residual,
      CpuTensor output,
      int fromRow,
      int toRow,
      int fromColumn,
      int toColumn) {
    int columns = toColumn - fromColumn;
    for (int row = fromRow; row < toRow; row++) {
      lay(factors.bias, residual, output, (long) row * factors.out, fromColumn, columns);
    }
    factors
        .weight(products.lane(lane), fromColumn)
        .left(input, (long) fromRow * factors.in, factors.in, false)
        .output(output, (long) fromRow * factors.out + fromColumn, factors.out)
        .multiply(
            toRow - fromRow,
            columns,
            factors.in,
            1,
            factors.bias == null && residual == null ? 0 : 1);
  }

  /** What a part of an output row holds before the product is added. */
  private void lay(
      @Nullable CpuTensor bias,
      @Nullable CpuTensor residual,
      CpuTensor output,
      long row,
      int column,
      int count) {
    if (residual != null && bias != null) {
      arithmetic.sum(residual, row + column, bias, column, output, row + column, count);
    } else if (bias != null) {
      arithmetic.copy(bias, column, output, row + column, count);
    } else if (residual != null && residual != output) {
      arithmetic.copy(residual, row + column, output, row + column, count);
    }
  }

  void backward(
      Tensor input, Linear layer, Tensor outputGradient, Tensor inputGradient, Linear gradient) {
    CpuTensor from = CpuTensor.of(input);
    CpuTensor upper = CpuTensor.of(outputGradient);
    CpuTensor into = CpuTensor.of(inputGradient);
    Factors factors = Factors.of(layer, from.columns(), upper.columns());
    Factors gradients = Factors.of(gradient, from.columns(), upper.columns());
    team.rows(
        factors.out,
        GRAIN,
        (lane, start, end) -> {
          addWeightGradient(lane, from, upper, gradients, start, end);
          addBiasGradient(upper, gradients.bias, start, end);
        });
    if (factors.in >= from.rows()) {
      team.rows(
          factors.in,
          GRAIN,
          (lane, start, end) ->
              inputGradient(lane, upper, factors, into, 0, from.rows(), start, end));
    } else {
      team.rows(
          from.rows(),
          GRAIN,
          (lane, start, end) ->
              inputGradient(lane, upper, factors, into, start, end, 0, factors.in));
    }
  }

  private void addWeightGradient(
      int lane, CpuTensor input, CpuTensor upper, Factors into, int fromColumn, int toColumn) {
    Products.Lane product = products.lane(lane);
    int columns = toColumn - fromColumn;
    if (into.outputsFirst) {
      product
          .left(upper, fromColumn, into.out, true)
          .right(input, 0, into.in, false)
          .output(into.weight, (long) fromColumn * into.in, into.in)
          .multiply(columns, into.in, input.rows(), 1, 1);
    } else {
      product
          .left(input, 0, into.in, true)
          .right(upper, fromColumn, into.out, false)
          .output(into.weight, fromColumn, into.out)
          .multiply(into.in, columns, input.rows(), 1, 1);
    }
  }

  private void addBiasGradient(
      CpuTensor upper, @Nullable CpuTensor bias, int fromColumn, int toColumn) {
    if (bias != null) {
      for (int row = 0; row < upper.rows(); row++) {
        long at = (long) row * upper.columns() + fromColumn;
        arithmetic.add(bias, fromColumn, upper, at, toColumn - fromColumn);
      }
    }
  }

  private void inputGradient(
      int lane,
      CpuTensor upper,
      Factors factors,
      CpuTensor into,
      int fromRow,
      int toRow,
      int fromColumn,
      int toColumn) {
    factors
        .weightTransposed(products.lane(lane), fromColumn)
        .left(upper, (long) fromRow * factors.out, factors.out, false)
        .output(into, (long) fromRow * factors.in + fromColumn, factors.in)
        .multiply(toRow - fromRow, toColumn - fromColumn, factors.out, 1, 0);
  }

  /** A layer's parameters, or their gradients, and how the weight is stored. */
  private record Factors(
      CpuTensor weight, @Nullable CpuTensor bias, int in, int out, boolean outputsFirst) {
    static Factors of(Linear layer, int in, int out) {
      Tensor bias = layer.bias();
      return new Factors(
          CpuTensor.of(layer.weight()),
          bias == null ? null : CpuTensor.of(bias),
          in,
          out,
          layer.outputsFirst());
    }

    /** The weight from an output on, as right factor {@code [in, out]}. */
    Products.Lane weight(Products.Lane product, int output) {
      return outputsFirst
          ? product.right(weight, (long) output * in, in, true)
          : product.right(weight, output, out, false);
    }

    /** The weight from an input on, as right factor {@code [out, in]}. */
    Products.Lane weightTransposed(Products.Lane product, int input) {
      return outputsFirst
          ? product.right(weight, input, in, false)
          : product.right(weight, (long) input * out, out, true);
    }
  }
}
