package org.flanspark.tuning.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SixteenBitFloatsTest {

  /** 1 + 1/256 lies halfway between two, and so does 1 + 3/256. */
  @ParameterizedTest
  @CsvSource({
    "1.0,          3f80, 1.0",
    "1.00390625,   3f80, 1.0",
    "1.00390637,   3f81, 1.0078125",
    "1.01171875,   3f82, 1.015625",
    "-1.01171875,  bf82, -1.015625",
    "0.0,          0000, 0.0",
    "-0.0,         8000, -0.0",
    "3.3895314E38, 7f7f, 3.3895314E38",
    "3.4E38,       7f80, Infinity",
    "1.4E-45,      0000, 0.0",
    "Infinity,     7f80, Infinity",
  })
  void roundsToTheNearestAndOfTwoToTheEven(float value, String hexadecimal, float rounded) {
    short bits = SixteenBitFloats.toBfloat16(value);

    assertThat(Integer.toHexString(bits & 0xFFFF))
        .isEqualTo(hexadecimal.replaceFirst("^0+(?=.)", ""));
    assertThat(SixteenBitFloats.ofBfloat16(bits)).isEqualTo(rounded);
  }

  @Test
  void bringsBackEveryBfloat16BitForBit() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      assertThat(SixteenBitFloats.toBfloat16(SixteenBitFloats.ofBfloat16((short) bits)))
          .isEqualTo((short) bits);
    }
  }

  @Test
  void keepsWhatIsNotANumber() {
    float payloadBelow = Float.intBitsToFloat(0x7F800001);

    assertThat(SixteenBitFloats.ofBfloat16(SixteenBitFloats.toBfloat16(payloadBelow))).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "0000, 0.0",
    "8000, -0.0",
    "0001, 5.9604645E-8",
    "03ff, 6.097555E-5",
    "0400, 6.1035156E-5",
    "3555, 0.33325195",
    "3c00, 1.0",
    "c000, -2.0",
    "7bff, 65504.0",
    "fc00, -Infinity",
    "7e00, NaN",
  })
  void readsFloat16(String hexadecimal, float value) {
    assertThat(SixteenBitFloats.ofFloat16((short) Integer.parseInt(hexadecimal, 16)))
        .isEqualTo(Float.valueOf(value));
  }
}
