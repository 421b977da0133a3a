package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McNemarTest {
  /** Expected numbers: min(1, 2 * sum of C(n, i) / 2^n) in Python's fractions. */
  @ParameterizedTest
  @CsvSource({
    "1, 9, 0.021484375",
    "9, 1, 0.021484375",
    "6, 16, 0.052478790283203125",
    "0, 1, 1",
    "5, 5, 1",
    "5, 6, 1",
    "40, 80, 0.0003304000183913207",
    "480, 520, 0.21744829320414094",
    "4000, 4200, 0.027972423571324383",
    "0, 100, 1.5777218104420236e-30"
  })
  void isTheBinomialSum(long firstOnly, long secondOnly, double expected) {
    assertThat(McNemar.pValue(firstOnly, secondOnly))
        .isCloseTo(expected, Percentage.withPercentage(1e-8));
  }

  @Test
  void modelsThatNeverDifferAreNotToldApart() {
    assertThat(McNemar.pValue(0, 0)).isEqualTo(1);
  }

  @Test
  void refusesNegativeCounts() {
    assertThatThrownBy(() -> McNemar.pValue(-1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid counts -1 and 3: expected 0 or more");
  }
}
