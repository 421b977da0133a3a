package org.flanspark.tuning.kernel.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CudaDriverTest {
  /** Holds on every machine: one without a driver has no cards. */
  @Test
  void cardsHaveANameAndACapability() {
    assertThat(CudaDriver.cards())
        .allSatisfy(card -> assertThat(card.name()).isNotBlank())
        .allSatisfy(card -> assertThat(card.major()).isPositive());
  }
}
