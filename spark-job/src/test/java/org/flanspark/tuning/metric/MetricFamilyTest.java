package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricFamilyTest {
  private static final Question RANKED =
      new Question("q", List.of("1", "2"), List.of(1), List.of("2"));
  private static final Question WRITTEN = Questions.written("2");

  @ParameterizedTest
  @EnumSource
  void everyFamilyYieldsItsFirstNumberForEachKindItFits(MetricFamily family) {
    for (AnswerKind kind : AnswerKind.values()) {
      if (family.fits(kind)) {
        Tally tally = family.tally();
        tally.add(kind == AnswerKind.RANKED ? RANKED.choosing(1) : WRITTEN.writing("2"));
        assertThat(tally.scores()).as(kind.toString()).containsKey(family.first());
      }
    }
    assertThat(MetricFamily.named(family.label())).isEqualTo(family);
  }

  @Test
  void theFirstNumbersAreThoseThatDataSetsAreKnownBy() {
    assertThat(MetricFamily.MULTIRC.first()).isEqualTo("f1a");
    assertThat(MetricFamily.SQUAD.first()).isEqualTo("token-f1");
    assertThat(MetricFamily.TRIVIA_QA.first()).isEqualTo("exact-match");
    assertThat(MetricFamily.RECORD.first()).isEqualTo("exact-match");
    assertThat(MetricFamily.CORRELATION.first()).isEqualTo("pearson");
    assertThat(MetricFamily.MATTHEWS.first()).isEqualTo("matthews");
    assertThat(MetricFamily.ROUGE.first()).isEqualTo("rouge-1");
  }

  @Test
  void numbersOfOnePromptAreAveraged() {
    Tally tally = MetricFamily.TOKEN_F1.tally();
    tally.add(Questions.written("red fox").writing("fox"));
    tally.add(Questions.written("dog").writing("Dog"));
    assertThat(tally.scores())
        .isEqualTo(Map.of("accuracy", 0.0, "exact-match", 0.5, "token-f1", (2 / 3.0 + 1) / 2));
    assertThatThrownBy(() -> MetricFamily.SQUAD.tally().scores())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot average: no prompt was answered");
  }

  @Test
  void anOptionIsRightIfItIsAmongTheAnswers() {
    Question question = Questions.of(List.of("a", "b", "c"), 0, 2);
    assertThat(MetricFamily.ACCURACY.isRight(question.choosing(2))).isTrue();
    assertThat(MetricFamily.MATTHEWS.isRight(question.choosing(1))).isFalse();
    assertThat(MetricFamily.CORRELATION.isRight(RANKED.choosing(1))).isTrue();
    assertThat(MetricFamily.RECORD.isRight(RANKED.choosing(0))).isFalse();
  }

  @Test
  void aTextIsRightByTheFamilysOwnRule() {
    Question paris = Questions.written("Paris");
    assertThat(MetricFamily.ACCURACY.isRight(paris.writing("paris"))).isFalse();
    assertThat(MetricFamily.TOKEN_F1.isRight(paris.writing("paris"))).isTrue();
    assertThat(MetricFamily.TOKEN_F1.isRight(paris.writing("in paris"))).isFalse();
    assertThat(MetricFamily.TRIVIA_QA.isRight(paris.writing("’Paris’"))).isTrue();
    assertThat(MetricFamily.BLEU.isRight(paris.writing("Paris."))).isTrue();
    assertThat(MetricFamily.ROUGE.isRight(paris.writing("Paris Paris"))).isFalse();
    assertThat(MetricFamily.CORRELATION.isRight(Questions.written("-3").writing("3"))).isFalse();
  }

  @Test
  void rougeIsStemmedOnlyByName() {
    AnsweredPrompt answered = Questions.written("opened bridges").writing("opening bridge");
    assertThat(MetricFamily.ROUGE.scores(answered)).containsEntry("rouge-1", 0.0);
    assertThat(MetricFamily.ROUGE_STEMMED.scores(answered).get("rouge-1"))
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void refusesAnUnknownName() {
    assertThat(MetricFamily.find("blue")).isEmpty();
    assertThatThrownBy(() -> MetricFamily.named("blue"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown metric 'blue'");
  }
}
