package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Definitions: TriviaQA's triviaqa_evaluation.py, version 1.0. */
class TriviaQaScoresTest {
  @Test
  void punctuationGivesWayToABlank() {
    // T5's qa_utils_test.py
    assertThat(TriviaQaScores.words("`Needs\tA_LOT of the 'normalization'.\"‘"))
        .containsExactly("needs", "lot", "of", "normalization");
    assertThat(TriviaQaScores.words("The Rock'n'Roll_era"))
        .containsExactly("rock", "n", "roll", "era");
  }

  @Test
  void theBestAliasCounts() {
    assertThat(TriviaQaScores.of("Sunset Blvd.", List.of("Sunset Boulevard", "sunset blvd")))
        .isEqualTo(Map.of("exact-match", 1.0, "token-f1", 1.0));
    Map<String, Double> near = TriviaQaScores.of("on Sunset", List.of("Sunset Boulevard"));
    assertThat(near.get("token-f1")).isCloseTo(0.5, within(1e-12));
    assertThat(near).containsEntry("exact-match", 0.0);
  }

  @Test
  void twoAnswersWithoutAWordMatchButShareNone() {
    assertThat(TriviaQaScores.of("?", List.of("The")))
        .isEqualTo(Map.of("exact-match", 1.0, "token-f1", 0.0));
  }
}
