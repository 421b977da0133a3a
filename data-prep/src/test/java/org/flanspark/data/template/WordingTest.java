package org.flanspark.data.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.flanspark.config.TemplateStyle;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskFile;
import org.junit.jupiter.api.Test;

class WordingTest {
  private static final Task TASK =
      TaskFile.parse(
          "small_inference.yaml",
          """
          name: small_inference
          cluster: natural-language-inference
          kind: classification
          source: {path: x, format: jsonl, schema: "premise STRING, hypothesis STRING, label INT"}
          select:
            hypothesis: hypothesis
            premise: premise
            topic: "'dogs'"
            options: "array('yes', 'no')"
            answer: "get(options, label)"
          splits: {train: train}
          metric: accuracy
          licence: own
          templates:
            - {input: "{premise} So {hypothesis}?\\n{options_}", target: "{answer}"}
            - {input: "On {topic}: what follows from {premise}", target: "{hypothesis}", turned-around: true}
          """);
  private static final TaskRecord RECORD =
      new TaskRecord(
          Map.of(
              "premise", "It barks.", "hypothesis", "it is loud", "topic", "dogs", "answer", "yes"),
          List.of("yes", "no"),
          List.of("yes"));

  @Test
  void isThatOfTheTemplatesWhereInstructionsAreAskedFor() {
    Wording instructions = new Wording(TemplateStyle.INSTRUCTIONS, 10);

    assertThat(instructions.templates(TASK)).isEqualTo(2);
    assertThat(new Wording(TemplateStyle.INSTRUCTIONS, 1).templates(TASK)).isEqualTo(1);
    assertThat(instructions.turnedAround(TASK, 1)).isTrue();
    assertThat(instructions.render(TASK, 0, RECORD))
        .isEqualTo(new Rendered("It barks. So it is loud?\nOPTIONS:\n- yes\n- no", "yes"));
  }

  @Test
  void isTheInputFieldsAloneWithoutInstructions() {
    Wording none = new Wording(TemplateStyle.NONE, 10);

    assertThat(none.templates(TASK)).isEqualTo(1);
    assertThat(none.turnedAround(TASK, 0)).isFalse();
    assertThat(none.render(TASK, 0, RECORD))
        .isEqualTo(new Rendered("it is loud\nIt barks.", "yes"));
    assertThat(none.context(TASK, 0)).isEmpty();
  }

  @Test
  void putsTheNamesOfClusterAndTaskBeforeThemWhereTheTaskNameIsAskedFor() {
    Wording names = new Wording(TemplateStyle.TASK_NAME, 10);

    assertThat(names.render(TASK, 0, RECORD))
        .isEqualTo(
            new Rendered(
                "[natural language inference: small inference]\nit is loud\nIt barks.", "yes"));
    assertThat(names.context(TASK, 0)).isEqualTo("[natural language inference: small inference]");
    assertThat(names.targetOf(TASK, 0, "no", RECORD)).isEqualTo("no");
  }
}
