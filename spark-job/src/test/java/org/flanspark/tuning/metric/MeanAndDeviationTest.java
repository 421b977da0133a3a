package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeanAndDeviationTest {
  @Test
  void theDeviationIsTheSamples() {
    // mean 5, squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, over 7
    MeanAndDeviation result = MeanAndDeviation.of(List.of(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0));
    assertThat(result.mean()).isEqualTo(5);
    assertThat(result.std()).isCloseTo(2.138089935299395, within(1e-11));
  }

  @Test
  void oneValueHasNoDeviation() {
    assertThat(MeanAndDeviation.of(List.of(0.25))).isEqualTo(new MeanAndDeviation(0.25, null));
  }

  @Test
  void equalValuesHaveNoDeviationAndThemselvesAsMean() {
    // in binary the three add up to a little more than 0.3
    assertThat(MeanAndDeviation.of(List.of(0.1, 0.1, 0.1)))
        .isEqualTo(new MeanAndDeviation(0.1, 0.0));
  }

  @Test
  void refusesNothing() {
    assertThatThrownBy(() -> MeanAndDeviation.of(List.of()))
        .hasMessage("Cannot average no values at all");
  }
}
