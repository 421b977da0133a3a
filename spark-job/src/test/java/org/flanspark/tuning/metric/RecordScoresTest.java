package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Definitions: ReCoRD's evaluation script, version 1.0, which gives exact match, then F1. */
class RecordScoresTest {
  private static final Question QUESTION =
      new Question(
          "",
          List.of("Mary Ann Smith", "Ann Smith", "Lake Erie", "ann smith!"),
          List.of(1),
          List.of("Ann Smith", "Smith"));

  @Test
  void anyRightNameIsRightInAnySpelling() {
    assertThat(RecordScores.of(QUESTION.choosing(1)))
        .isEqualTo(Map.of("exact-match", 1.0, "token-f1", 1.0));
    assertThat(RecordScores.of(QUESTION.choosing(3))).containsEntry("exact-match", 1.0);
    assertThat(RecordScores.of(QUESTION.choosing(2)))
        .isEqualTo(Map.of("exact-match", 0.0, "token-f1", 0.0));
  }

  @Test
  void f1IsOfTheNearestRightName() {
    // two words shared, of three and two: 2 * 2 / 5
    assertThat(RecordScores.of(QUESTION.choosing(0)).get("token-f1")).isCloseTo(0.8, within(1e-12));
  }
}
