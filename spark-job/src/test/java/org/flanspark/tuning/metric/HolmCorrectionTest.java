package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected numbers: the definition in Python's fractions. */
class HolmCorrectionTest {
  @Test
  void multipliesTheSmallestByAllTheNextByOneLess() {
    // 4 * 0.005, 3 * 0.01, 2 * 0.03, and the largest no less than the one before
    follows(List.of(0.01, 0.04, 0.03, 0.005), 0.03, 0.06, 0.06, 0.02);
    follows(List.of(0.01, 0.02, 0.03, 0.04), 0.04, 0.06, 0.06, 0.06);
  }

  @Test
  void equalOnesStayEqual() {
    follows(List.of(0.04, 0.001, 0.03, 0.03, 0.6), 0.12, 0.005, 0.12, 0.12, 0.6);
  }

  @Test
  void noneExceedsOne() {
    follows(List.of(0.9, 0.6, 1.0), 1, 1, 1);
  }

  @Test
  void aSingleOneIsItselfAndNoneIsNone() {
    follows(List.of(0.04), 0.04);
    assertThat(HolmCorrection.adjusted(List.of())).isEmpty();
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThatThrownBy(() -> HolmCorrection.adjusted(List.of(0.5, Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid p-values [0.5, NaN]: expected numbers from 0 to 1");
  }

  private static void follows(List<Double> pValues, double... expected) {
    double[] adjusted =
        HolmCorrection.adjusted(pValues).stream().mapToDouble(Double::doubleValue).toArray();
    assertThat(adjusted).containsExactly(expected, within(1e-15));
  }
}
