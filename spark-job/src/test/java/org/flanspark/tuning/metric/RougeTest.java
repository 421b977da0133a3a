package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Numbers without a comment are those of rouge_score's own rouge_scorer_test.py. */
class RougeTest {
  private static final Rouge ROUGE = Rouge.unstemmed();

  @Test
  void rouge1IsTheF1OfWords() {
    assertThat(ROUGE.runs("testing", "testing one two", 1)).isCloseTo(1 / 2.0, within(1e-12));
    assertThat(ROUGE.runs("", "testing one two", 1)).isEqualTo(0);
  }

  @Test
  void rouge2IsTheF1OfPairs() {
    assertThat(ROUGE.runs("testing one", "testing one two", 2)).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void rougeLsumJoinsTheSubsequencesOfAllSentences() {
    // recall 4/5, precision 4/10
    assertThat(ROUGE.subsequences("w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5", "w1 w2 w3 w4 w5"))
        .isCloseTo(0.8 * 0.4 * 2 / 1.2, within(1e-12));
    assertThat(ROUGE.subsequences("", "w1 w2")).isEqualTo(0);
    assertThat(ROUGE.subsequences("w1", "")).isEqualTo(0);
    assertThat(ROUGE.subsequences("/", "w1 w2")).isEqualTo(0);
  }

  @Test
  void aLonePointEndsASentence() {
    // as T5 prepares summaries: in one sentence "b" would lie before "a" and be lost
    assertThat(ROUGE.subsequences("b . a . ", "a . b . ")).isEqualTo(1);
    assertThat(ROUGE.subsequences("b a", "a b")).isEqualTo(0.5);
  }

  @Test
  void stemmingLetsEndingsDifferButOfShortWords() {
    assertThat(Rouge.stemmed().tokens("Running towns, the US runs"))
        .containsExactly("run", "town", "the", "us", "run");
    assertThat(Rouge.stemmed().tokens("was dies")).containsExactly("was", "die");
    assertThat(ROUGE.tokens("It's naïve: 3.5!")).containsExactly("it", "s", "na", "ve", "3", "5");
  }

  @Test
  void eachNumberHasItsOwnBestReference() {
    Map<String, Double> scores = ROUGE.scores("a b c", List.of("c b a", "a b x y z"));
    assertThat(scores.get("rouge-1")).isEqualTo(1);
    // "a b" of two and of four pairs: 2 * 1 / (2 + 4)
    assertThat(scores.get("rouge-2")).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(scores.get("rouge-lsum")).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void randomSummariesScoreAsInPython() {
    for (JsonNode pair : Vectors.rouge()) {
      follows(Rouge.unstemmed(), pair, "unstemmed");
      follows(Rouge.stemmed(), pair, "stemmed");
    }
  }

  private static void follows(Rouge rouge, JsonNode pair, String kind) {
    Map<String, Double> scores =
        rouge.scores(pair.get("text").asText(), List.of(pair.get("reference").asText()));
    JsonNode expected = pair.get(kind);
    assertThat(List.of(scores.get("rouge-1"), scores.get("rouge-2"), scores.get("rouge-lsum")))
        .as("%s, %s", kind, pair)
        .zipSatisfy(
            List.of(expected.get(0), expected.get(1), expected.get(2)),
            (found, number) -> assertThat(found).isCloseTo(number.asDouble(), within(1e-12)));
  }
}
