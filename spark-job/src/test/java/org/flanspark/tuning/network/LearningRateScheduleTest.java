package org.flanspark.tuning.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.flanspark.config.Schedule;
import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {
  @Test
  void risesInALineAndStaysConstant() {
    assertThat(rates(Schedule.CONSTANT, 4)).containsExactly(0.5, 1, 1, 1);
  }

  @Test
  void fallsInALineToZeroAfterTheLastStep() {
    assertThat(rates(Schedule.LINEAR, 8)).containsExactly(0.5, 1, 1, 0.75, 0.5, 0.25, 0, 0);
  }

  @Test
  void fallsInHalfACosineWave() {
    double[] rates = rates(Schedule.COSINE, 7);
    assertThat(rates[2]).isEqualTo(1);
    assertThat(rates[3]).isCloseTo((1 + Math.cos(Math.PI / 4)) / 2, within(1e-12));
    assertThat(rates[4]).isCloseTo(0.5, within(1e-12));
    assertThat(rates[6]).isZero();
  }

  @Test
  void startsAtFullRateWithoutAWarmUp() {
    LearningRateSchedule schedule = new LearningRateSchedule(1, Schedule.LINEAR, 0, 4);
    assertThat(schedule.valueAt(0, 0)).isEqualTo(1);
    assertThat(schedule.valueAt(3, 0)).isEqualTo(0.25);
  }

  /** Rate 1, two steps of warm-up, six in all. */
  private static double[] rates(Schedule kind, int steps) {
    LearningRateSchedule schedule = new LearningRateSchedule(1, kind, 2, 6);
    return IntStream.range(0, steps).mapToDouble(step -> schedule.valueAt(step, 0)).toArray();
  }
}
