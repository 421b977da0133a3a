package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Definitions: SQuAD's evaluate-v2.0.py ({@code get_raw_scores}). */
class SquadScoresTest {
  @Test
  void theBestAnswerCounts() {
    // T5's metrics_test.py, test_qa_big
    assertThat(SquadScores.of("a big  Moose!", List.of("hippo", "big moose")))
        .isEqualTo(Map.of("token-f1", 1.0, "exact-match", 1.0));
    assertThat(SquadScores.of("correct2.2", List.of("correct2.1", "correct2.2")))
        .containsEntry("exact-match", 1.0);
    assertThat(SquadScores.of("c", List.of("a", "b"))).containsEntry("token-f1", 0.0);
  }

  @Test
  void anAnswerOfWhichNothingIsLeftIsDroppedWhereThereIsAnother() {
    // T5's metrics_test.py, test_qa_small: F1 2/3
    Map<String, Double> scores = SquadScores.of("abd", List.of("abc abd", "$$$$"));
    assertThat(scores.get("token-f1")).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(SquadScores.of("", List.of("abd", "$$$$"))).containsEntry("exact-match", 0.0);
  }

  @Test
  void aQuestionWithoutAnswerHasTheRightAnswerNone() {
    assertThat(SquadScores.of("Unanswerable.", List.of("unanswerable")))
        .isEqualTo(Map.of("token-f1", 1.0, "exact-match", 1.0));
    assertThat(SquadScores.of("unanswerable", List.of("")))
        .isEqualTo(Map.of("token-f1", 1.0, "exact-match", 1.0));
    assertThat(SquadScores.of("", List.of("unanswerable"))).containsEntry("token-f1", 1.0);
    assertThat(SquadScores.of("in 1066", List.of("unanswerable"))).containsEntry("token-f1", 0.0);
    assertThat(SquadScores.of("unanswerable", List.of("in 1066"))).containsEntry("token-f1", 0.0);
  }
}
