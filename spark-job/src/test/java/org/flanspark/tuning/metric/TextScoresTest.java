package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Definitions: SQuAD's evaluate-v2.0.py ({@code compute_exact}, {@code compute_f1}). */
class TextScoresTest {
  @Test
  void exactMatchForgivesWhatNormalisationDoes() {
    assertThat(TextScores.exactMatch("The Eiffel Tower.", List.of("eiffel tower"))).isEqualTo(1);
    assertThat(TextScores.exactMatch("Eiffel Towers", List.of("eiffel tower"))).isEqualTo(0);
  }

  @Test
  void accuracyOfTextForgivesNothingButOuterWhiteSpace() {
    assertThat(TextScores.accuracy(" -3\n", List.of("-3"))).isEqualTo(1);
    assertThat(TextScores.accuracy("3", List.of("-3"))).isEqualTo(0);
    assertThat(TextScores.accuracy("paris", List.of("Paris"))).isEqualTo(0);
  }

  @Test
  void tokenF1IsTheHarmonicMeanOfPrecisionAndRecall() {
    // 2 shared words of 2 given and 3 expected: precision 1, recall 2/3
    assertThat(TextScores.tokenF1("the red fox", List.of("a quick red fox")))
        .isCloseTo(0.8, within(1e-12));
  }

  @Test
  void aRepeatedWordCountsOnlyAsOftenAsItIsExpected() {
    // 1 shared of 3 given and 1 expected: precision 1/3, recall 1
    assertThat(TextScores.tokenF1("no no no", List.of("no"))).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void noSharedWordIsZeroAndTwoEmptyAnswersAreOne() {
    assertThat(TextScores.tokenF1("cat", List.of("dog"))).isEqualTo(0);
    assertThat(TextScores.tokenF1("the", List.of("a"))).isEqualTo(1);
    assertThat(TextScores.tokenF1("", List.of("dog"))).isEqualTo(0);
  }

  @Test
  void theBestReferenceCounts() {
    assertThat(TextScores.all("red fox", List.of("dog", "Red Fox!", "red")))
        .isEqualTo(Map.of("accuracy", 0.0, "exact-match", 1.0, "token-f1", 1.0));
  }

  @Test
  void refusesATextWithoutReference() {
    assertThatThrownBy(() -> TextScores.exactMatch("x", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot score a text: it has no reference");
  }
}
