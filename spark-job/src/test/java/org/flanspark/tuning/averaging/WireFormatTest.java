package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import org.flanspark.config.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WireFormatTest {
  @ParameterizedTest
  @EnumSource(Wire.class)
  void thereIsOneForEachWire(Wire wire) {
    assertThat(WireFormat.of(wire).name()).isEqualTo(wire.name());
    assertThat(WireFormat.of(wire).bytes(3)).isEqualTo(3 * wire.bytes());
  }

  @Test
  void numbersAreLittleEndianWithoutGaps() {
    assertThat(encoded(WireFormat.FLOAT32, 1, -2.5f))
        .containsExactly(0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0);
    assertThat(encoded(WireFormat.BFLOAT16, 1, -2.5f)).containsExactly(0x80, 0x3f, 0x20, 0xc0);
  }

  @ParameterizedTest
  @EnumSource(WireFormat.class)
  void writesBehindWhatWasWrittenLastAndReadsOnLikewise(WireFormat wire) {
    byte[] bytes = new byte[wire.bytes(3)];
    ByteBuffer into = WireFormat.over(bytes);
    wire.encode(new float[] {1, 2, 9}, 2, into);
    wire.encode(new float[] {3, 9}, 1, into);
    assertThat(into.hasRemaining()).isFalse();

    ByteBuffer from = WireFormat.over(bytes);
    float[] first = new float[2];
    float[] second = {7, 8};
    wire.decode(from, 2, first);
    wire.decode(from, 1, second);
    assertThat(first).containsExactly(1, 2);
    assertThat(second).containsExactly(3, 8);
  }

  @Property
  void float32KeepsEveryBit(@ForAll("listsOfBits") List<Integer> all) {
    int[] bits = all.stream().mapToInt(Integer::intValue).toArray();
    float[] values = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      values[i] = Float.intBitsToFloat(bits[i]);
    }
    assertThat(rawBits(travelled(WireFormat.FLOAT32, values))).isEqualTo(bits);
  }

  @ParameterizedTest(name = "{0}: {1} becomes {2}")
  @CsvSource({
    "one,                                     3f800000, 3f80",
    "1.00390625 half-way to an even one,      3f808000, 3f80",
    "just below half-way,                     3f807fff, 3f80",
    "just above half-way,                     3f808001, 3f81",
    "1.01171875 half-way from an odd one,     3f818000, 3f82",
    "-1.01171875,                             bf818000, bf82",
    "carried into the exponent,               3fffc000, 4000",
    "zero,                                    00000000, 0000",
    "minus zero,                              80000000, 8000",
    "the smallest float,                      00000001, 0000",
    "minus the smallest float,                80000001, 8000",
    "half-way to the smallest bfloat16,       00008000, 0000",
    "just above half-way to it,               00008001, 0001",
    "half-way between subnormals,             00018000, 0002",
    "the largest subnormal float,             007fffff, 0080",
    "the largest that stays finite,           7f7f7fff, 7f7f",
    "half-way to infinity,                    7f7f8000, 7f80",
    "the largest float,                       7f7fffff, 7f80",
    "minus the largest float,                 ff7fffff, ff80",
    "infinity,                                7f800000, 7f80",
    "minus infinity,                          ff800000, ff80",
    "NaN,                                     7fc00000, 7fc0",
    "NaN whose upper half is infinity,        7f800001, 7fc0",
    "minus NaN whose upper half is infinity,  ff800001, ffc0",
    "NaN of ones that would become zero,      7fffffff, 7fff",
    "minus NaN of ones,                       ffffffff, ffff"
  })
  void bfloat16TakesTheNearestAndHalfWayTheEvenOne(String what, String float32, String bfloat16) {
    float value = Float.intBitsToFloat(Integer.parseUnsignedInt(float32, 16));
    int expected = Integer.parseInt(bfloat16, 16);

    int[] bytes = encoded(WireFormat.BFLOAT16, value);

    assertThat(bytes[1] << 8 | bytes[0]).as(what).isEqualTo(expected);
    assertThat(rawBits(travelled(WireFormat.BFLOAT16, value)))
        .as(what)
        .containsExactly(expected << 16);
  }

  @Property(tries = 5000)
  void bfloat16IsTheNearerOfItsTwoNeighbours(@ForAll("bits") int bits) {
    float value = Float.intBitsToFloat(bits);
    Assume.that(!Float.isNaN(value));
    assertThat(rawBits(travelled(WireFormat.BFLOAT16, value))).containsExactly(nearest(bits));
  }

  @Property(tries = 2000)
  void bfloat16IsTheEvenOneHalfWay(@ForAll("bits") int other) {
    int bits = other & 0xffff0000 | 0x8000;
    Assume.that(Float.isFinite(Float.intBitsToFloat(bits)));
    assertThat(rawBits(travelled(WireFormat.BFLOAT16, Float.intBitsToFloat(bits))))
        .containsExactly(nearest(bits));
  }

  /** Eight bits of significand: half of the last one is at most 1/256 of the value. */
  @Property(tries = 5000)
  void bfloat16IsOffByNoMoreThanATwoHundredAndFiftySixth(@ForAll("bits") int bits) {
    float value = Float.intBitsToFloat(bits);
    float rounded = travelled(WireFormat.BFLOAT16, value)[0];
    Assume.that(Math.abs(value) >= Float.MIN_NORMAL && Float.isFinite(rounded));
    assertThat(Math.abs((double) rounded - value))
        .isLessThanOrEqualTo(0x1p-8 * Math.abs((double) value));
  }

  @Property
  void bfloat16KeepsWhatHasTravelledBefore(@ForAll("bits") int bits) {
    float once = travelled(WireFormat.BFLOAT16, Float.intBitsToFloat(bits))[0];
    assertThat(rawBits(travelled(WireFormat.BFLOAT16, once))).isEqualTo(rawBits(once));
  }

  /** As likely of any sign and exponent. */
  @Provide
  Arbitrary<Integer> bits() {
    return Arbitraries.integers().withDistribution(RandomDistribution.uniform());
  }

  @Provide
  Arbitrary<List<Integer>> listsOfBits() {
    return bits().list().ofMaxSize(20);
  }

  @Test
  void roundsInPlaceAsIfTheValuesHadTravelled() {
    float[] values = {1.00390625f, -1.01171875f, Float.MAX_VALUE};
    WireFormat.FLOAT32.round(values);
    assertThat(values).containsExactly(1.00390625f, -1.01171875f, Float.MAX_VALUE);
    WireFormat.BFLOAT16.round(values);
    assertThat(values).containsExactly(1, -1.015625f, Float.POSITIVE_INFINITY);
  }

  /**
   * By exact arithmetic: the nearer of the two float32 values around it whose lower half is zero.
   * Infinity counts as the number after the largest, 2^128, as IEEE 754 says of rounding.
   */
  private static int nearest(int bits) {
    int towardsZero = bits & 0xffff0000;
    int away = towardsZero + 0x10000;
    double value = number(bits);
    double below = Math.abs(value - number(towardsZero));
    double above = Math.abs(number(away) - value);
    if (Double.isInfinite(value) || below < above) {
      return towardsZero;
    }
    if (above < below) {
      return away;
    }
    return (towardsZero & 0x10000) == 0 ? towardsZero : away;
  }

  private static double number(int bits) {
    float value = Float.intBitsToFloat(bits);
    return (bits & 0x7fffffff) == 0x7f800000 ? Math.copySign(0x1p128, value) : value;
  }

  private static float[] travelled(WireFormat wire, float... values) {
    byte[] bytes = new byte[wire.bytes(values.length)];
    float[] arrived = new float[values.length];
    wire.encode(values, values.length, WireFormat.over(bytes));
    wire.decode(WireFormat.over(bytes), values.length, arrived);
    return arrived;
  }

  private static int[] encoded(WireFormat wire, float... values) {
    byte[] bytes = new byte[wire.bytes(values.length)];
    wire.encode(values, values.length, WireFormat.over(bytes));
    int[] unsigned = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      unsigned[i] = Byte.toUnsignedInt(bytes[i]);
    }
    return unsigned;
  }

  private static int[] rawBits(float... values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
