package org.flanspark.data.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.BaselinePrompt;
import org.flanspark.data.task.TaskTemplate;
import org.flanspark.data.task.TemplateText;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private static final TaskRecord RECORD =
      new TaskRecord(
          Map.of("premise", "It {rains}.", "hypothesis", "It is wet.", "answer", "yes"),
          List.of("yes", "it is not possible to tell", "no"),
          List.of("yes"));

  @Test
  void rendersInputWithOptionsAndTarget() {
    Template template =
        template("{premise}\n\nDoes it follow that {hypothesis}?\n\n{options_}", "{answer}");

    assertThat(template.render(RECORD))
        .isEqualTo(
            new Rendered(
                """
                It {rains}.

                Does it follow that It is wet.?

                OPTIONS:
                - yes
                - it is not possible to tell
                - no\
                """,
                "yes"));
  }

  @Test
  void rendersTheTargetAsIfAnotherOptionWereRight() {
    assertThat(template("{premise}", "I say {answer} {{!}}").targetOf("no", RECORD))
        .isEqualTo("I say no {!}");
  }

  @Test
  void leavesItsWordsWhereThereIsNoRecord() {
    assertThat(
            template("{premise}\n\nDoes {hypothesis} follow?\n\n{options_}", "{answer}").context())
        .isEqualTo("Does  follow?");
  }

  @Test
  void rendersABaselinePrompt() {
    BaselinePrompt baseline =
        new BaselinePrompt(
            TemplateText.parse("{premise}\nquestion: {hypothesis}\nanswer:"), List.of());

    assertThat(Template.baselineInput(baseline, RECORD))
        .isEqualTo("It {rains}.\nquestion: It is wet.\nanswer:");
  }

  private static Template template(String input, String target) {
    return Template.of(
        new TaskTemplate(TemplateText.parse(input), TemplateText.parse(target), false));
  }
}
