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

  /**
   * The upper half of each value's bits, rounded to the nearest, half-way cases to the even one.
   */
  static void upperHalves(short[] halves, float[] values) {
    for (int i = 0; i < halves.length; i++) {
      int bits = Float.floatToRawIntBits(values[i]);
      // All ones where the value is no number: it must not be rounded to infinity.
      int nan = (0x7f800000 - (bits & 0x7fffffff)) >> 31;
      int up = (0x7fff + (bits >>> 16 & 1)) & ~nan;
      halves[i] = (short) ((bits + up | nan & 0x400000) >>> 16);
    }
  }

  /** The values whose upper halves these are, and whose lower halves are zero. */
  static void fromUpperHalves(float[] values, short[] halves) {
    for (int i = 0; i < halves.length; i++) {
      values[i] = Float.intBitsToFloat(halves[i] << 16);
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
