package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What halves should be stands in {@link WireFormatTest}; here, that both ways agree. */
class HalvesTest {
  private static final int UPPER_HALVES = 1 << 16;

  private final Halves scalar = new ScalarHalves();
  private final Halves vector = new VectorHalves();

  /** With lower halves below, at and above the middle, every upper half; and a rest of a vector. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 0x7fff, 0x8000, 0x8001, 0xffff})
  void vectorsRoundAsSingleValuesDo(int lower) {
    float[] values = new float[UPPER_HALVES + 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(i << 16 | lower);
    }
    short[] one = new short[values.length];
    short[] other = new short[values.length];
    scalar.upper(one, values);
    vector.upper(other, values);
    assertThat(other).isEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 16, UPPER_HALVES, UPPER_HALVES + 7})
  void vectorsWidenAsSingleValuesDo(int count) {
    short[] halves = new short[count];
    for (int i = 0; i < count; i++) {
      halves[i] = (short) i;
    }
    float[] one = new float[count];
    float[] other = new float[count];
    scalar.widen(one, halves);
    vector.widen(other, halves);
    assertThat(bits(other)).isEqualTo(bits(one));
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
