package org.flanspark.tuning.averaging;

/** The sum of the squares of many numbers, chunk by chunk. */
final class SquareSum {
  /** Sums that lie side by side, so that the loop becomes vectors. */
  private static final int LANES = FlatValues.CHUNK / 4;

  /** Those that are left to be added one by one, which is slow, but in double precision. */
  private static final int LAST = 64;

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
    for (int half = LANES / 2; half >= LAST; half /= 2) {
      Loops.addUpper(sums, half);
    }
    for (int i = 0; i < LAST; i++) {
      total += sums[i];
    }
  }

  double total() {
    return total;
  }
}
