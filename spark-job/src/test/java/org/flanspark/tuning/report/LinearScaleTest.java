package org.flanspark.tuning.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LinearScaleTest {
  @Test
  void valuesLieBetweenTheEndsInProportion() {
    assertThat(new LinearScale(2, 4, 100, 0).at(3.5)).isEqualTo(25);
  }

  @Test
  void ticksAreRound() {
    assertThat(new LinearScale(0, 1, 0, 1).ticks(5))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b))
        .containsExactly(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);
    assertThat(new LinearScale(0, 1_310_720, 0, 1).ticks(6))
        .containsExactly(0.0, 500_000.0, 1_000_000.0);
  }

  @Test
  void aScaleAroundValuesEndsAtTicks() {
    LinearScale scale = LinearScale.around(1.93, 7.41, 6, 0, 100);
    assertThat(scale.from()).isEqualTo(1);
    assertThat(scale.to()).isEqualTo(8);
  }

  @Test
  void oneValueAloneHasAScaleToo() {
    LinearScale scale = LinearScale.around(2.5, 2.5, 6, 0, 100);
    assertThat(scale.from()).isLessThanOrEqualTo(2.5);
    assertThat(scale.to()).isGreaterThan(2.5).isCloseTo(2.5, Offset.offset(1.0));
  }

  @Test
  void refusesAnEmptyRange() {
    assertThatThrownBy(() -> new LinearScale(1, 1, 0, 10))
        .hasMessage("Invalid scale: from 1.0 to 1.0, expected the first to be less");
  }
}
