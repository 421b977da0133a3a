package org.flanspark.tuning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.EvaluationConfig;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.metric.Guessing;
import org.junit.jupiter.api.Test;

class TaskTableTest {
  @Test
  void meanAndDeviationAreOverTemplatesOfTheTestSplit() {
    TaskResult rte =
        rte(
            accuracy("tuned", "test", 0, 0.50),
            accuracy("tuned", "test", 1, 0.60),
            accuracy("tuned", "test", 3, 0.70));
    // deviations -0.1, 0, 0.1: squares sum to 0.02, over 2 is 0.01
    assertThat(rte.tuned().summary().mean()).isCloseTo(0.60, within(1e-11));
    assertThat(rte.tuned().summary().std()).isCloseTo(0.10, within(1e-11));
    assertThat(rte.examples()).isEqualTo(277);
    assertThat(rte.untuned()).isNull();
  }

  @Test
  void bestDevIsTheTestScoreOfTheTemplateThatIsBestOnValidation() {
    TaskResult rte =
        rte(
            accuracy("tuned", "test", 0, 0.50),
            accuracy("tuned", "test", 1, 0.60),
            accuracy("tuned", "test", 2, 0.40),
            accuracy("tuned", "validation", 0, 0.3),
            accuracy("tuned", "validation", 1, 0.2),
            accuracy("tuned", "validation", 2, 0.9));
    assertThat(rte.tuned().bestTemplate()).isEqualTo(2);
    assertThat(rte.tuned().summary().bestDev()).isEqualTo(0.40);
  }

  @Test
  void ofTemplatesThatAreEquallyGoodOnValidationTheFirstIsBest() {
    TaskResult rte =
        rte(
            accuracy("tuned", "test", 0, 0.1),
            accuracy("tuned", "test", 1, 0.2),
            accuracy("tuned", "validation", 1, 0.5),
            accuracy("tuned", "validation", 0, 0.5));
    assertThat(rte.tuned().bestTemplate()).isEqualTo(0);
    assertThat(rte.tuned().summary().bestDev()).isEqualTo(0.1);
  }

  @Test
  void withoutValidationThereIsNoBestTemplateAndWithoutTestNoScore() {
    TaskResult tested = rte(accuracy("tuned", "test", 0, 0.5));
    assertThat(tested.tuned().bestTemplate()).isNull();
    assertThat(tested.tuned().summary().bestDev()).isNull();
    assertThat(tested.tuned().summary().std()).isNull();

    TaskResult validated = rte(accuracy("tuned", "validation", 0, 0.5));
    assertThat(validated.tuned().summary().mean()).isNull();
    assertThat(validated.tuned().summary().bestDev()).isNull();
    assertThat(validated.examples()).isEqualTo(277);
  }

  @Test
  void theBaselinePromptStandsByItself() {
    TaskResult rte =
        rte(
            accuracy("tuned", "test", 0, 0.7),
            accuracy("untuned", "test", 0, 0.4),
            new ScoreRow(
                "untuned",
                "test",
                "rte",
                "natural-language-inference",
                true,
                "accuracy",
                "baseline",
                0,
                -1,
                277,
                Map.of("accuracy", 0.55),
                Map.of(),
                ""));
    assertThat(rte.untuned()).isNotNull();
    assertThat(rte.untuned().summary().mean()).isEqualTo(0.4);
    assertThat(rte.untuned().baselinePrompt()).isEqualTo(0.55);
  }

  @Test
  void theFirstNumberOfAFamilyIsTheTasks() {
    TaskResult squad =
        rte(
            new ScoreRow(
                "tuned",
                "test",
                "squad",
                "reading-comprehension",
                true,
                "squad",
                "instructions",
                0,
                0,
                277,
                Map.of("exact-match", 0.6, "token-f1", 0.7),
                Map.of(),
                "a signature"));
    assertThat(squad.metric()).isEqualTo("token-f1");
    assertThat(squad.tuned().summary().mean()).isEqualTo(0.7);
    assertThat(squad.tuned().summary().metrics()).containsOnlyKeys("exact-match", "token-f1");
    assertThat(squad.signature()).isEqualTo("a signature");
  }

  @Test
  void guessesAreShownWhereTheyAreAskedFor() {
    List<ScoreRow> rows = List.of(accuracy("tuned", "test", 0, 0.5));
    Map<String, Guessing> guesses = Map.of("rte", new Guessing(0.53, 0.5));

    TaskResult both = TaskTable.of(rows, guesses, Map.of(), settings("")).get(0);
    assertThat(both.majority()).isEqualTo(0.53);
    assertThat(both.chance()).isEqualTo(0.5);

    TaskResult one =
        TaskTable.of(rows, guesses, Map.of(), settings("evaluation: {baselines: [chance]}")).get(0);
    assertThat(one.majority()).isNull();
    assertThat(one.chance()).isEqualTo(0.5);
  }

  private static TaskResult rte(ScoreRow... rows) {
    List<TaskResult> results = TaskTable.of(List.of(rows), Map.of(), Map.of(), settings(""));
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  @Test
  void instructionsWithTheFewestExemplarsAreTheMainWayOfAsking() {
    TaskResult rte =
        rte(
            asked("instructions", 5, 0, 0.9),
            asked("instructions", 0, 0, 0.4),
            asked("instructions", 0, 1, 0.6),
            asked("task-name", 0, 0, 0.1));
    assertThat(rte.tuned().summary().mean()).isCloseTo(0.5, within(1e-11));
    assertThat(rte.tuned().summary().normalisations())
        .containsExactly(Map.entry("per-byte", 0.25), Map.entry("sum", 0.5));
    assertThat(rte.tuned().conditions())
        .extracting(
            ConditionScores::style, ConditionScores::shots, scores -> scores.summary().mean())
        .containsExactly(
            tuple("instructions", 0, 0.5),
            tuple("instructions", 5, 0.9),
            tuple("task-name", 0, 0.1));
  }

  private static ScoreRow asked(String style, int shots, int template, double mean) {
    return new ScoreRow(
        "tuned",
        "test",
        "rte",
        "natural-language-inference",
        true,
        "accuracy",
        style,
        shots,
        template,
        277,
        Map.of("accuracy", mean),
        Map.of("sum", mean, "per-byte", mean / 2),
        "");
  }

  private static ScoreRow accuracy(String model, String split, int template, double mean) {
    return new ScoreRow(
        model,
        split,
        "rte",
        "natural-language-inference",
        true,
        "accuracy",
        "instructions",
        0,
        template,
        277,
        Map.of("accuracy", mean),
        Map.of("sum", mean),
        "");
  }

  private static EvaluationConfig settings(String yaml) {
    return RunConfig.read(ConfigSource.ofYaml(yaml, LocalDate.of(2026, 1, 31))).evaluation();
  }
}
