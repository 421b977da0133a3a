package org.flanspark.tuning.kernel.cpu;

import org.flanspark.tuning.kernel.Attention;
import org.flanspark.tuning.kernel.Indices;
import org.flanspark.tuning.kernel.Rotation;
import org.flanspark.tuning.kernel.Tensor;

/** What is done to each value, or to each row, apart from the others. */
final class CpuElements {
  /** Values at a time: many threads' worth of work, and few enough for a count. */
  private static final int PIECE = 1 << 16;

  private static final int GRAIN = 16;

  private final Team team;
  private final Arithmetic arithmetic;
  private double[] sums = new double[0];

  CpuElements(Team team, Arithmetic arithmetic) {
    this.team = team;
    this.arithmetic = arithmetic;
  }

  void fill(CpuTensor into, float value) {
    team.pieces(into.size(), PIECE, (at, count) -> arithmetic.fill(into, at, count, value));
  }

  void scale(CpuTensor into, float factor) {
    team.pieces(into.size(), PIECE, (at, count) -> arithmetic.scale(into, at, count, factor));
  }

  void add(CpuTensor into, CpuTensor addend) {
    team.pieces(into.size(), PIECE, (at, count) -> arithmetic.add(into, at, addend, at, count));
  }

  void addScaled(CpuTensor into, float factor, CpuTensor addend) {
    team.pieces(
        into.size(),
        PIECE,
        (at, count) -> arithmetic.addScaled(into, at, addend, at, count, factor));
  }

  /** Sums of pieces of one size, added in their order: the same bits for any number of threads. */
  double norm(CpuTensor of) {
    int count = Math.toIntExact((of.size() + PIECE - 1) / PIECE);
    if (sums.length < count) {
      sums = new double[count];
    }
    double[] into = sums;
    team.pieces(
        of.size(),
        PIECE,
        (at, size) -> into[(int) (at / PIECE)] = arithmetic.sumOfSquares(of, at, size));
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += into[i];
    }
    return Math.sqrt(sum);
  }

  void gatherRows(CpuTensor table, Indices rows, CpuTensor output) {
    CpuIndices places = CpuIndices.of(rows);
    int width = output.columns();
    team.rows(
        places.size(),
        1,
        (lane, from, to) -> {
          for (int row = from; row < to; row++) {
            long source = (long) places.get(row) * width;
            arithmetic.copy(table, source, output, (long) row * width, width);
          }
        });
  }

  /** Each thread adds some columns of all rows, so that rows which come twice need no lock. */
  void addRows(CpuTensor addends, Indices rows, CpuTensor table) {
    CpuIndices places = CpuIndices.of(rows);
    int width = addends.columns();
    team.rows(
        width,
        GRAIN,
        (lane, from, to) -> {
          for (int row = 0; row < places.size(); row++) {
            long into = (long) places.get(row) * width + from;
            arithmetic.add(table, into, addends, (long) row * width + from, to - from);
          }
        });
  }

  void gelu(CpuTensor input, CpuTensor output) {
    team.pieces(input.size(), PIECE, (at, count) -> arithmetic.gelu(input, at, output, at, count));
  }

  void geluGradient(CpuTensor input, CpuTensor outputGradient, CpuTensor inputGradient) {
    team.pieces(
        input.size(),
        PIECE,
        (at, count) -> arithmetic.geluGradient(input, outputGradient, inputGradient, at, count));
  }

  void swiglu(CpuTensor input, CpuTensor output) {
    int width = output.columns();
    team.rows(
        output.rows(),
        1,
        (lane, from, to) -> {
          for (int row = from; row < to; row++) {
            arithmetic.swiglu(input, 2L * row * width, output, (long) row * width, width);
          }
        });
  }

  void swigluGradient(CpuTensor input, CpuTensor outputGradient, CpuTensor inputGradient) {
    int width = outputGradient.columns();
    team.rows(
        outputGradient.rows(),
        1,
        (lane, from, to) -> {
          for (int row = from; row < to; row++) {
            long upper = (long) row * width;
            arithmetic.swigluGradient(
                input, 2 * upper, outputGradient, upper, inputGradient, width);
          }
        });
  }

  /**
   * @param sign 1, or -1 to turn back
   */
  void rotate(Tensor queryKeyValue, Attention attention, Rotation rotation, int sign) {
    CpuTensor into = CpuTensor.of(queryKeyValue);
    CpuTensor cosines = CpuTensor.of(rotation.cosines());
    CpuTensor sines = CpuTensor.of(rotation.sines());
    CpuIndices positions = CpuIndices.of(rotation.positions());
    int half = attention.headWidth() / 2;
    int heads = attention.heads() + attention.keyValueHeads();
    team.rows(
        positions.size(),
        1,
        (lane, from, to) -> {
          for (int token = from; token < to; token++) {
            long angle = (long) positions.get(token) * half;
            for (int head = 0; head < heads; head++) {
              long at = (long) token * attention.width() + (long) head * attention.headWidth();
              arithmetic.rotate(into, at, cosines, sines, angle, half, sign);
            }
          }
        });
  }
}
