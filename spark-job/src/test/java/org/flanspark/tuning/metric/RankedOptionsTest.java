package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankedOptionsTest {
  @Test
  void theHighestScoreWins() {
    assertThat(RankedOptions.best(List.of(-3.0, -1.5, -2.0))).isEqualTo(1);
  }

  @Test
  void ofEqualScoresTheFirstWins() {
    assertThat(RankedOptions.best(List.of(-2.0, -1.5, -1.5))).isEqualTo(1);
  }

  @Test
  void anImpossibleOptionMayLose() {
    assertThat(RankedOptions.best(List.of(Double.NEGATIVE_INFINITY, -900.0))).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNotANumber() {
    assertThatThrownBy(() -> RankedOptions.best(List.of(-1.0, Double.NaN)))
        .hasMessage(
            "Cannot rank options by the scores [-1.0, NaN]: expected numbers, at least one");
  }
}
