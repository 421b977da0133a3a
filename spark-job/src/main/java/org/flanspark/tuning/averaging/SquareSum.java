package org.flanspark.tuning.averaging;

/** The sum of the squares of many numbers, chunk by chunk. */
final class SquareSum {
  /** Sums that lie side by side, so that the loop becomes vectors. */
  private static final int LANES = FlatValues.CHUNK / 4;

  private final float[] sums = new float[LANES];
  private double total;

  /** Forgets what came before. */
  void begin() {
    total = 0;
  }

  /** Adds those of a chunk, which has at most {@link FlatValues#CHUNK} values. */
  void add(float[] chunk) {
    if (chunk.length < FlatValues.CHUNK) {
      for (float value : chunk) {
        total += value * value;
      }
      return;
    }
    Loops.sumFourSquares(sums, chunk);
    total += sum(sums);
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  double total() {
    return total;
  }
}
