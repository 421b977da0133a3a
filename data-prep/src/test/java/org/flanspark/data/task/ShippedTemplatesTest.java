package org.flanspark.data.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What the checklist beside the task files asks of every template, as far as it can be counted. */
class ShippedTemplatesTest {
  private static final TaskCatalog CATALOG =
      TaskCatalog.load(
          List.of("classpath:tasks-extra", "classpath:sample/tasks"), new Configuration(false));

  @Test
  void listOptionsLastWhereALabelIsAskedForAndNowhereElse() {
    SoftAssertions softly = new SoftAssertions();
    forEach(
        (name, task, template) -> {
          boolean asksForLabel = task.kind() == TaskKind.CLASSIFICATION && !template.turnedAround();
          String input = skeleton(template.input());
          softly.assertThat(input.contains("{options_}")).as(name).isEqualTo(asksForLabel);
          if (asksForLabel) {
            softly
                .assertThat(input)
                .as(name)
                .endsWith("\n{options_}")
                .containsOnlyOnce("{options_}");
          }
        });
    softly.assertAll();
  }

  @Test
  void useDifferentWordsInEveryTaskAndAcrossDataSets() {
    Map<String, String> seen = new TreeMap<>();
    SoftAssertions softly = new SoftAssertions();
    forEach(
        (name, task, template) -> {
          String words =
              skeleton(template.input())
                  .replaceAll("\\{[^}]*}", " _ ")
                  .toLowerCase(Locale.ROOT)
                  .replaceAll("[^a-z_]+", " ");
          if (task.reverses() == null) {
            softly.assertThat(seen.put(words.strip(), name)).as(name + ": " + words).isNull();
          }
        });
    softly.assertAll();
  }

  @Test
  void holdSomethingOfTheRecordAndAskForOneThing() {
    SoftAssertions softly = new SoftAssertions();
    forEach(
        (name, task, template) -> {
          softly
              .assertThat(template.input().placeholders())
              .as(name)
              .anyMatch(field -> !field.equals(TemplateText.OPTIONS_LIST));
          softly.assertThat(template.target().placeholders()).as(name).hasSize(1);
        });
    softly.assertAll();
  }

  @Test
  void haveNoStrayBlanksOrEscapes() {
    SoftAssertions softly = new SoftAssertions();
    forEach(
        (name, task, template) ->
            softly
                .assertThat(skeleton(template.input()) + "\n" + skeleton(template.target()))
                .as(name)
                .doesNotContain("  ", " \n", "\n ", "\n\n\n", "\t", "\\")
                .doesNotMatch("(?s)\\s.*|.*\\s"));
    softly.assertAll();
  }

  @Test
  void comeWithABaselineThatListsNoOptionsAndEndsWithoutABlank() {
    for (Task task : CATALOG.tasks()) {
      BaselinePrompt baseline = task.baseline();

      assertThat(baseline).as(task.name()).isNotNull();
      String input = skeleton(baseline.input());
      assertThat(input).as(task.name()).doesNotContain("{options_}").doesNotMatch("(?s).*\\s");
      assertThat(baseline.options()).as(task.name()).allMatch(option -> option.startsWith(" "));
    }
  }

  @Test
  void drawTheSameLineThroughTheQuestionsThatTwoDataSetsShare() {
    Task plain = CATALOG.task("gsm8k");
    Task explained = CATALOG.task("cot_gsm8k");

    assertThat(explained.splits()).isEqualTo(plain.splits());
    assertThat(question(explained)).isEqualTo(question(plain));
  }

  private static SelectedField question(Task task) {
    return task.select().stream()
        .filter(field -> field.name().equals("question"))
        .findFirst()
        .orElseThrow();
  }

  private static String skeleton(TemplateText text) {
    return text.render(field -> "{" + field + "}");
  }

  private static void forEach(TemplateCheck check) {
    for (Task task : CATALOG.tasks()) {
      for (int i = 0; i < task.templates().size(); i++) {
        check.check("%s: templates[%s]".formatted(task.name(), i), task, task.templates().get(i));
      }
    }
  }

  private interface TemplateCheck {
    void check(String name, Task task, TaskTemplate template);
  }
}
