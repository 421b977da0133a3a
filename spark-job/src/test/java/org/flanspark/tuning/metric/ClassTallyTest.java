package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassTallyTest {
  @Test
  void f1IsOfTheLastOption() {
    // T5's metrics_test.py: of right 0 1 1 0, answers 0 1 wrong wrong: precision 1/2, recall 1/2
    Map<String, Double> scores =
        scores(ClassTally.ofPositive(), 2, List.of(0, 1, 1, 0), List.of(0, 1, 0, 1));
    assertThat(scores).isEqualTo(Map.of("accuracy", 0.5, "f1", 0.5));
  }

  @Test
  void macroF1IsTheMeanOfAllOptionsF1() {
    // T5's metrics_test.py: 44.44444444444444
    assertThat(scores(ClassTally.ofAll(), 3, List.of(0, 1, 1, 2), List.of(0, 0, 2, 2)))
        .containsEntry("macro-f1", 4 / 9.0);
    // an option that never occurs counts: (1 + 0) / 2
    assertThat(scores(ClassTally.ofAll(), 2, List.of(0), List.of(0)))
        .containsEntry("macro-f1", 0.5);
  }

  @Test
  void aModelThatAlwaysSaysTheSameHasNoCorrelationAndNoF1WhereItSaysNo() {
    assertThat(scores(ClassTally.ofCorrelation(), 2, List.of(0, 1, 0), List.of(0, 0, 0)))
        .isEqualTo(Map.of("matthews", 0.0, "accuracy", 2 / 3.0));
    assertThat(scores(ClassTally.ofPositive(), 2, List.of(0, 1, 0), List.of(0, 0, 0)))
        .containsEntry("f1", 0.0);
  }

  @Test
  void answersThatAreAlwaysWrongHaveTheCorrelationMinusOne() {
    assertThat(scores(ClassTally.ofCorrelation(), 2, List.of(0, 1), List.of(1, 0)))
        .containsEntry("matthews", -1.0);
    // T5's metrics_test.py: 70
    assertThat(
            scores(ClassTally.ofCorrelation(), 3, List.of(0, 0, 2, 1), List.of(0, 1, 2, 1))
                .get("matthews"))
        .isCloseTo(0.7, within(1e-12));
  }

  @Test
  void ofSeveralRightOptionsTheChosenOneCounts() {
    ClassTally tally = ClassTally.ofAll();
    tally.add(Questions.of(List.of("a", "b"), 0, 1).choosing(1));
    assertThat(tally.scores()).containsEntry("accuracy", 1.0);
  }

  @Test
  void randomAnswersScoreAsInScikitLearn() {
    for (JsonNode answers : Vectors.metrics("classes")) {
      follows(ClassTally.ofPositive(), answers, "f1", "f1");
      follows(ClassTally.ofPositive(), answers, "accuracy", "accuracy");
      follows(ClassTally.ofAll(), answers, "macro-f1", "macro_f1");
      follows(ClassTally.ofCorrelation(), answers, "matthews", "matthews");
    }
  }

  private static void follows(Tally tally, JsonNode answers, String name, String expected) {
    Map<String, Double> scores =
        scores(
            tally,
            answers.get("options").asInt(),
            numbers(answers.get("right")),
            numbers(answers.get("answered")));
    assertThat(scores.get(name))
        .as(name)
        .isCloseTo(answers.get(expected).asDouble(), within(1e-12));
  }

  private static List<Integer> numbers(JsonNode array) {
    return Vectors.texts(array).stream().map(Integer::valueOf).toList();
  }

  private static Map<String, Double> scores(
      Tally tally, int options, List<Integer> right, List<Integer> answered) {
    for (int i = 0; i < right.size(); i++) {
      tally.add(Questions.ofClasses(options, right.get(i)).choosing(answered.get(i)));
    }
    return tally.scores();
  }
}
