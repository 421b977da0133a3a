package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SavedMomentsTest {
  private static final SavedMoments FIRST = saved("state/moments-00000.safetensors");
  private static final SavedMoments THIRD = saved("state/moments-00002.safetensors");

  @Test
  void aWorkerTakesItsOwn() {
    assertThat(SavedMoments.choose(List.of(THIRD, FIRST), 0)).isEqualTo(FIRST);
    assertThat(SavedMoments.choose(List.of(FIRST, THIRD), 2)).isEqualTo(THIRD);
  }

  @Test
  void aWorkerWithoutItsOwnTakesAnothers() {
    assertThat(SavedMoments.choose(List.of(FIRST, THIRD), 1)).isEqualTo(THIRD);
    assertThat(SavedMoments.choose(List.of(FIRST, THIRD), 4)).isEqualTo(FIRST);
  }

  @Test
  void momentsThatAreAveragedServeAll() {
    SavedMoments shared = saved("state/moments.safetensors");
    assertThat(SavedMoments.choose(List.of(shared), 0)).isEqualTo(shared);
    assertThat(SavedMoments.choose(List.of(shared), 5)).isEqualTo(shared);
  }

  private static SavedMoments saved(String file) {
    return new SavedMoments("checkpoint", file, 7, 35);
  }
}
