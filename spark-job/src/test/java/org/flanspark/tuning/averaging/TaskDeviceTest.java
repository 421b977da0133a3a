package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/** Tasks that have a card are in {@code GpuClusterIT}. */
class TaskDeviceTest {
  @Test
  void outsideOfATaskThereIsNoCard() {
    assertThat(TaskDevice.address()).isEmpty();
    assertThatCode(TaskDevice::use).doesNotThrowAnyException();
  }
}
