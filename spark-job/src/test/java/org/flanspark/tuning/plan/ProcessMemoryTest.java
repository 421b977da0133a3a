package org.flanspark.tuning.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessMemoryTest {
  private static final long MEBIBYTE = 1_048_576;

  @Test
  void aTenthMoreThanTheEngineNeedsAndSparksOverheadLieOutsideTheHeap() {
    assertThat(ProcessMemory.holding(1_000 * MEBIBYTE, 2_000 * MEBIBYTE))
        .isEqualTo(new ProcessMemory(1_000 * MEBIBYTE, 2_200 * MEBIBYTE, (2_200 + 384) * MEBIBYTE));
  }

  @Test
  void aLargeHeapNeedsATenthOfItsSizeBeside() {
    assertThat(ProcessMemory.holding(10_000 * MEBIBYTE, 2_000 * MEBIBYTE).overheadBytes())
        .isEqualTo((2_200 + 1_000) * MEBIBYTE);
  }

  @Test
  void allNumbersAreWholeMebibytesAndASmallEngineHasRoomToo() {
    assertThat(ProcessMemory.holding(1, 1))
        .isEqualTo(new ProcessMemory(MEBIBYTE, 65 * MEBIBYTE, (65 + 384) * MEBIBYTE));
  }

  @Test
  void theContainerHoldsHeapAndOverhead() {
    assertThat(new ProcessMemory(100, 20, 30).containerBytes()).isEqualTo(130);
  }
}
