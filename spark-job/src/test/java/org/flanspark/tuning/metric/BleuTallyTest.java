package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class BleuTallyTest {
  @Test
  void scoresTheExampleOfSacreBleusReadme() {
    // 48.530827 is sacreBLEU's own test_bleu.py
    BleuTally tally = new BleuTally();
    add(tally, "The dog bit the man.", "The dog bit the man.", "The dog had bit the man.");
    add(tally, "It wasn't surprising.", "It was not unexpected.", "No one was surprised.");
    add(
        tally,
        "The man had just bitten him.",
        "The man bit him first.",
        "The man had bitten the dog.");
    assertThat(tally.scores().get("bleu")).isCloseTo(0.48530827, within(1e-8));
  }

  @Test
  void equalTextsAreOneAndEmptyOrShortOnesNothing() {
    assertThat(bleu("this is a string", "", "this is a string")).isCloseTo(1, within(1e-12));
    assertThat(bleu("", "this is a string")).isEqualTo(0);
    // no run of four: undefined, and 0 in sacreBLEU
    assertThat(bleu("a test", "a test")).isEqualTo(0);
  }

  @Test
  void aShortTextIsPenalizedByTheReferenceOfTheNearestLength() {
    // all runs match; 4 tokens against 5 rather than 9
    assertThat(bleu("a b c d", "a b c d e f g h i", "a b c d e"))
        .isCloseTo(Math.exp(1 - 5 / 4.0), within(1e-12));
  }

  @Test
  void randomCorporaScoreAsInSacreBleu() {
    for (JsonNode corpus : Vectors.metrics("bleu")) {
      BleuTally tally = new BleuTally();
      List<String> texts = Vectors.texts(corpus.get("texts"));
      for (int i = 0; i < texts.size(); i++) {
        List<String> references = Vectors.texts(corpus.get("references").get(i));
        add(tally, texts.get(i), references.toArray(String[]::new));
      }
      assertThat(tally.scores().get("bleu"))
          .isCloseTo(corpus.get("bleu").asDouble(), within(1e-12));
      assertThat(tally.signature().replace("flanspark", "2.6.0"))
          .isEqualTo(corpus.get("signature").asText());
    }
  }

  @Test
  void theSignatureSaysThatReferencesVary() {
    BleuTally tally = new BleuTally();
    add(tally, "a", "b");
    add(tally, "a", "b", "c");
    assertThat(tally.signature())
        .isEqualTo("nrefs:var|case:mixed|eff:no|tok:13a|smooth:exp|version:flanspark");
  }

  @Test
  void refusesATextWithoutReference() {
    assertThatThrownBy(() -> bleu("a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot score a text: it has no reference");
  }

  @Test
  void cutsTextsAsMtevalDoes() {
    assertThat(MtevalTokenizer.tokens("It's 3.5, isn't it? Page 3-4."))
        .containsExactly("It's", "3.5", ",", "isn't", "it", "?", "Page", "3", "-", "4", ".");
    for (JsonNode line : Vectors.metrics("tokens")) {
      assertThat(MtevalTokenizer.tokens(line.get("text").asText()))
          .as(line.get("text").asText())
          .isEqualTo(Vectors.texts(line.get("tokens")));
    }
  }

  private static double bleu(String text, String... references) {
    BleuTally tally = new BleuTally();
    add(tally, text, references);
    return tally.scores().getOrDefault("bleu", Double.NaN);
  }

  private static void add(Tally tally, String text, String... references) {
    tally.add(Questions.written(references).writing(text));
  }
}
