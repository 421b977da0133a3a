package org.flanspark.tuning.averaging;

/** Value by value. */
final class ScalarHalves implements Halves {
  @Override
  public void upper(short[] halves, float[] values) {
    for (int i = 0; i < halves.length; i++) {
      halves[i] = upper(values[i]);
    }
  }

  static short upper(float value) {
    int bits = Float.floatToRawIntBits(value);
    // All ones where the value is no number: it must not be rounded to infinity.
    int nan = (0x7f800000 - (bits & 0x7fffffff)) >> 31;
    int up = (0x7fff + (bits >>> 16 & 1)) & ~nan;
    return (short) ((bits + up | nan & 0x400000) >>> 16);
  }

  @Override
  public void widen(float[] values, short[] halves) {
    for (int i = 0; i < halves.length; i++) {
      values[i] = widen(halves[i]);
    }
  }

  static float widen(short half) {
    return Float.intBitsToFloat(half << 16);
  }
}
