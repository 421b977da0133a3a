package org.flanspark.tuning.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.flanspark.tuning.metric.Interval;
import org.junit.jupiter.api.Test;

class AmountsTest {
  @Test
  void sharesArePerCentWithOneDigit() {
    assertThat(Amounts.percent(0.5234)).isEqualTo("52.3");
    assertThat(Amounts.percent(0.5234, 0.0119)).isEqualTo("52.3 ± 1.2");
    assertThat(Amounts.percent(0.5234, null)).isEqualTo("52.3");
    assertThat(Amounts.percent(null, null)).isEqualTo("not measured");
  }

  @Test
  void differencesHaveASign() {
    assertThat(Amounts.difference(0.6, 0.475)).isEqualTo("+12.5");
    assertThat(Amounts.difference(0.47, 0.5)).isEqualTo("\u22123.0");
    assertThat(Amounts.difference(0.5, 0.5001)).isEqualTo("±0.0");
    assertThat(Amounts.difference(null, 0.5)).isEmpty();
  }

  @Test
  void amountsHaveThreeDigitsAndAUnit() {
    assertThat(Amounts.amount(0)).isEqualTo("0");
    assertThat(Amounts.amount(950)).isEqualTo("950");
    assertThat(Amounts.amount(41_234)).isEqualTo("41.2k");
    assertThat(Amounts.amount(999_600)).isEqualTo("1M");
    assertThat(Amounts.amount(1_310_720)).isEqualTo("1.31M");
    assertThat(Amounts.amount(2.5e9)).isEqualTo("2.5G");
  }

  @Test
  void durationsAreInTheUnitThatFits() {
    assertThat(Amounts.duration(41.6)).isEqualTo("42 s");
    assertThat(Amounts.duration(725)).isEqualTo("12 min 5 s");
    assertThat(Amounts.duration(12_000)).isEqualTo("3 h 20 min");
  }

  @Test
  void shortTimesKeepThreeDigits() {
    assertThat(Amounts.seconds(0)).isEqualTo("0 s");
    assertThat(Amounts.seconds(0.4213)).isEqualTo("0.421 s");
    assertThat(Amounts.seconds(41.66)).isEqualTo("41.7 s");
    assertThat(Amounts.seconds(185)).isEqualTo("3 min 5 s");
  }

  @Test
  void bytesAreInTheDecimalUnitThatFits() {
    assertThat(Amounts.bytes(512)).isEqualTo("512 B");
    assertThat(Amounts.bytes(33_554_432)).isEqualTo("33.6 MB");
    assertThat(Amounts.bytes(999_600_000)).isEqualTo("1 GB");
    assertThat(Amounts.bytes(2.5e15)).isEqualTo("2500 TB");
  }

  @Test
  void ticksAreShortAndHaveNoNoiseOfBinaryFractions() {
    assertThat(Amounts.plain(3 * 0.1)).isEqualTo("0.3");
    assertThat(Amounts.plain(461 * 0.005)).isEqualTo("2.305");
    assertThat(Amounts.plain(-0.0)).isEqualTo("0");
    assertThat(Amounts.plain(-0.5)).isEqualTo("\u22120.5");
    assertThat(Amounts.plain(3 * 0.00005)).isEqualTo("1.5E\u22124");
  }

  @Test
  void intervalsAndPValues() {
    assertThat(Amounts.interval(new Interval(-0.02, 0.539))).isEqualTo("[\u22122.0, 53.9]");
    assertThat(Amounts.differences(new Interval(-0.008, 0.112))).isEqualTo("[\u22120.8, +11.2]");
    assertThat(Amounts.pValue(0.0421)).isEqualTo("p = 0.042");
    assertThat(Amounts.pValue(0.0004)).isEqualTo("p < 0.001");
  }
}
