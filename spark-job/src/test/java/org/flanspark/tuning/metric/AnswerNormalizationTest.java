package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Expected texts are what {@code normalize_answer} of SQuAD's evaluate-v2.0.py gives. */
class AnswerNormalizationTest {
  @Test
  void lowersCaseAndDropsPunctuationArticlesAndExtraWhiteSpace() {
    assertThat(AnswerNormalization.apply("The  U.S. army!\n")).isEqualTo("us army");
    assertThat(AnswerNormalization.apply("An apple, a day -- the end")).isEqualTo("apple day end");
  }

  @Test
  void punctuationGoesBeforeArticlesSoThatAQuotedArticleIsOneToo() {
    assertThat(AnswerNormalization.apply("\"A\" team")).isEqualTo("team");
  }

  @Test
  void anArticleInsideAWordStays() {
    assertThat(AnswerNormalization.apply("Athens and theatre")).isEqualTo("athens and theatre");
    assertThat(AnswerNormalization.apply("thé a")).isEqualTo("thé");
  }

  @Test
  void everyAsciiPunctuationMarkIsDroppedAndOthersStay() {
    assertThat(AnswerNormalization.apply("x!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~y")).isEqualTo("xy");
    assertThat(AnswerNormalization.apply("x–y “z”")).isEqualTo("x–y “z”");
  }

  @Test
  void nothingIsLeftOfArticlesAndMarks() {
    assertThat(AnswerNormalization.words(" the ... ")).isEmpty();
  }
}
