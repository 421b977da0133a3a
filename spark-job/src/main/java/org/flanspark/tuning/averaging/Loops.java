package org.flanspark.tuning.averaging;

/** Loops over chunks, each in a method of its own, which is what the compiler makes vectors of. */
final class Loops {
  private Loops() {}

  /** {@code into = factor * values}. */
  static void set(float[] into, float factor, float[] values) {
    for (int i = 0; i < into.length; i++) {
      into[i] = factor * values[i];
    }
  }

  /** {@code into += factor * addend}. */
  static void add(float[] into, float factor, float[] addend) {
    for (int i = 0; i < into.length; i++) {
      into[i] += factor * addend[i];
    }
  }

  /** {@code from -= values}. */
  static void subtract(float[] from, float[] values) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= values[i];
    }
  }

  /** Multiplies each value. */
  static void scale(float[] values, float factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  /** Adds to each of the first values the one that comes so many after it. */
  static void addUpper(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] += values[i + count];
    }
  }

  /** {@code sums[i] = } the squares of four values, a quarter of them all apart. */
  static void sumFourSquares(float[] sums, float[] values) {
    int second = sums.length;
    int third = 2 * sums.length;
    int fourth = 3 * sums.length;
    for (int i = 0; i < sums.length; i++) {
      sums[i] =
          values[i] * values[i]
              + values[i + second] * values[i + second]
              + values[i + third] * values[i + third]
              + values[i + fourth] * values[i + fourth];
    }
  }
}
