package org.flanspark.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskFile;
import org.junit.jupiter.api.Test;

class SplitsTest {
  private static final Task TASK =
      TaskFile.parse(
          "quiz.yaml",
          """
          name: quiz
          cluster: closed-book-qa
          kind: generation
          source: {path: quiz, format: jsonl, schema: "question STRING, hint STRING, answer STRING"}
          select: {question: question, hint: hint, answer: answer}
          splits:
            train: train
            validation: {from: train, share: 0.1, group-by: [question]}
            test: {from: train, share: 0.2, group-by: [question]}
          metric: exact-match
          licence: own
          templates: [{input: "{question}", target: "{answer}"}]
          """);

  @Test
  void carvesItsShares() {
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < 10_000; i++) {
      counts.merge(split("question " + i, "", "x"), 1, Integer::sum);
    }

    assertThat(counts.get("train") / 10_000.0).isEqualTo(0.7, within(0.02));
    assertThat(counts.get("validation") / 10_000.0).isEqualTo(0.1, within(0.02));
    assertThat(counts.get("test") / 10_000.0).isEqualTo(0.2, within(0.02));
  }

  @Test
  void keepsEqualInputsOnOneSideWhateverTheirAnswers() {
    for (int i = 0; i < 200; i++) {
      String split = split("question " + i, "a hint", "yes");
      assertThat(split("question " + i, "another", "no")).isEqualTo(split);
    }
  }

  @Test
  void leavesOutWhatNoSplitIsMadeFrom() {
    assertThat(Splits.of(TASK, "other", record("q", "h", "a"))).isEqualTo(Optional.empty());
  }

  private static String split(String question, String hint, String answer) {
    return Splits.of(TASK, "train", record(question, hint, answer)).orElseThrow();
  }

  private static TaskRecord record(String question, String hint, String answer) {
    return new TaskRecord(
        Map.of("question", question, "hint", hint, "answer", answer), List.of(), List.of(answer));
  }
}
