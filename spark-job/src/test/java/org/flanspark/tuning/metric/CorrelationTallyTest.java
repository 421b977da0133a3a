package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorrelationTallyTest {
  @Test
  void correlatesWrittenNumbersWithReferences() {
    // T5's metrics_test.py: Spearman 50
    Map<String, Double> scores = scores(List.of("0", "2", "1"), List.of("0", " 1.0 ", "2e0"));
    assertThat(scores.get("spearman")).isCloseTo(0.5, within(1e-9));
    assertThat(scores.get("pearson")).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void correlatesChosenOptionsWithTheReferenceOrTheRightOption() {
    CorrelationTally tally = new CorrelationTally();
    List<String> options = List.of("0", "1", "2");
    tally.add(new Question("", options, List.of(2), List.of("1.8")).choosing(2));
    tally.add(new Question("", options, List.of(0), List.of()).choosing(0));
    assertThat(tally.scores().get("pearson")).isCloseTo(1, within(1e-9));
  }

  @Test
  void aTextThatIsNoNumberCountsAsMinusOne() {
    assertThat(scores(List.of("0", "1", "2"), List.of("nothing", "0", "1")).get("pearson"))
        .isCloseTo(1, within(1e-9));
    assertThat(NumberTexts.parse("NaN")).isEmpty();
    assertThat(NumberTexts.parse("1f")).isEmpty();
    assertThat(NumberTexts.parse("1e999")).isEmpty();
    assertThat(NumberTexts.parse("-.5 ")).hasValue(-0.5);
  }

  @Test
  void equalAnswersAndASingleOneHaveNoCorrelation() {
    assertThat(scores(List.of("1", "2"), List.of("3", "3")))
        .isEqualTo(Map.of("pearson", 0.0, "spearman", 0.0));
    assertThat(scores(List.of("1"), List.of("3")))
        .isEqualTo(Map.of("pearson", 0.0, "spearman", 0.0));
  }

  @Test
  void randomNumbersCorrelateAsInSciPy() {
    for (JsonNode numbers : Vectors.metrics("correlations")) {
      Map<String, Double> scores =
          scores(Vectors.texts(numbers.get("right")), Vectors.texts(numbers.get("answered")));
      assertThat(scores.get("pearson")).isCloseTo(numbers.get("pearson").asDouble(), within(1e-9));
      assertThat(scores.get("spearman"))
          .isCloseTo(numbers.get("spearman").asDouble(), within(1e-9));
    }
  }

  @Test
  void refusesARightAnswerThatIsNoNumber() {
    assertThatThrownBy(() -> scores(List.of("much"), List.of("3")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot correlate: the right answer 'much' is not a number");
  }

  private static Map<String, Double> scores(List<String> right, List<String> answered) {
    CorrelationTally tally = new CorrelationTally();
    for (int i = 0; i < right.size(); i++) {
      tally.add(Questions.written(right.get(i)).writing(answered.get(i)));
    }
    return tally.scores();
  }
}
