package org.flanspark.tuning.huggingface;

/**
 * Floats of sixteen bits to those of 32 and back.
 *
 * <pre>
 * float16    sign 1, exponent  5, fraction 10    IEEE 754 binary16
 * bfloat16   sign 1, exponent  8, fraction  7    the upper half of a float32
 * </pre>
 */
final class SixteenBitFloats {
  private static final int QUIET = 0x40;

  private SixteenBitFloats() {}

  /** Exact: every float16 is a float32 too. */
  static float ofFloat16(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >> 10) & 0x1F;
    int fraction = bits & 0x3FF;
    if (exponent == 0) {
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * 0x1p-24f));
    }
    int shifted = exponent == 0x1F ? 0xFF : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | (shifted << 23) | (fraction << 13));
  }

  /** Exact: a bfloat16 is the upper half of a float32. */
  static float ofBfloat16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /**
   * The nearest bfloat16, of two equally near ones the even; what {@link #ofBfloat16} gave comes
   * back bit for bit, and what is not a number stays none.
   */
  static short toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      int upper = bits >>> 16;
      return (short) ((upper & 0x7F) == 0 ? upper | QUIET : upper);
    }
    int half = 0x7FFF + ((bits >>> 16) & 1);
    return (short) ((bits + half) >>> 16);
  }
}
