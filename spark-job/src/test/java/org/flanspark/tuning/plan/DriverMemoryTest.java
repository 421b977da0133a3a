package org.flanspark.tuning.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DriverMemoryTest {
  private static final long PARAMETERS = 497_759_232;

  @Test
  void holdsParametersAndTheirMeans() {
    assertThat(driver()).isEqualTo(new DriverMemory(PARAMETERS, PARAMETERS, 0, 0, 1L << 30));
    assertThat(driver().outsideHeap()).isEqualTo(995_518_464);
  }

  @Test
  void momentumAddsAVelocity() {
    assertThat(driver("averaging.outer=nesterov").velocity()).isEqualTo(PARAMETERS);
    assertThat(driver("averaging.outer=nesterov").outsideHeap()).isEqualTo(3 * PARAMETERS);
    assertThat(driver("averaging.outer=nesterov", "averaging.outer-momentum=0").velocity())
        .isZero();
  }

  @Test
  void averagedMomentsAreHeldAndTheirMeansReceived() {
    DriverMemory driver = driver("averaging.moments=averaged");
    assertThat(driver.moments()).isEqualTo(2 * PARAMETERS);
    assertThat(driver.means()).isEqualTo(3 * PARAMETERS);
    assertThat(driver.outsideHeap()).isEqualTo(6 * PARAMETERS);
  }

  @Test
  void whatTravelsInSixteenBitsIsHeldInThirtyTwo() {
    assertThat(driver("averaging.wire=bfloat16")).isEqualTo(driver());
  }

  private static DriverMemory driver(String... settings) {
    return DriverMemory.of(Gpt2Plans.engine(), Gpt2Plans.config(settings).averaging());
  }
}
