package org.flanspark.data.task;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.flanspark.config.KeyNames;
import org.flanspark.config.Problems;

/** What must hold between the parts of a task. */
final class TaskCheck {
  private final String file;
  private final Task task;
  private final Problems problems;

  TaskCheck(String file, Task task, Problems problems) {
    this.file = file;
    this.task = task;
    this.problems = problems;
  }

  void check() {
    boolean classification = task.kind() == TaskKind.CLASSIFICATION;
    problems.check(
        task.select().isEmpty() || task.selects(SelectedField.ANSWER),
        "Missing answer in " + file + ": select");
    problems.check(
        task.select().isEmpty() || task.selects(SelectedField.OPTIONS) == classification,
        classification
            ? "Missing options in " + file + ": select, which a classification ranks"
            : "Invalid %s: select.options, expected only where kind is classification"
                .formatted(file));
    for (int i = 0; i < task.templates().size(); i++) {
      template("%s: templates[%s]".formatted(file, i), task.templates().get(i));
    }
    problems.check(
        task.templates().isEmpty()
            || task.templates().stream().anyMatch(template -> !template.turnedAround()),
        "Invalid %s: templates, expected one that is not turned around".formatted(file));
    baseline();
  }

  private void template(String path, TaskTemplate template) {
    Set<String> known = placeholders();
    known(path + ".input", template.input().placeholders(), known);
    known.remove(TemplateText.OPTIONS_LIST);
    known(path + ".target", template.target().placeholders(), known);
    if (!template.turnedAround()) {
      problems.check(
          template.target().placeholders().contains(SelectedField.ANSWER),
          "Missing {answer} in %s.target, or turned-around: true".formatted(path));
      problems.check(
          !template.input().placeholders().contains(SelectedField.ANSWER),
          "Invalid %s.input: it holds the {answer}, expected turned-around: true".formatted(path));
    }
  }

  private void baseline() {
    BaselinePrompt baseline = task.baseline();
    if (baseline == null) {
      return;
    }
    Set<String> known = placeholders();
    known.remove(SelectedField.ANSWER);
    known(file + ": baseline.input", baseline.input().placeholders(), known);
    problems.check(
        baseline.options().isEmpty() || task.kind() == TaskKind.CLASSIFICATION,
        "Invalid %s: baseline.options, expected only where kind is classification".formatted(file));
  }

  private Set<String> placeholders() {
    Set<String> known = new TreeSet<>();
    task.select().stream()
        .filter(field -> !field.isReserved() || field.name().equals(SelectedField.ANSWER))
        .forEach(field -> known.add(field.name()));
    if (task.selects(SelectedField.OPTIONS)) {
      known.add(TemplateText.OPTIONS_LIST);
    }
    return known;
  }

  private void known(String path, List<String> placeholders, Set<String> known) {
    for (String placeholder : placeholders) {
      problems.check(
          known.contains(placeholder),
          path + ": " + KeyNames.unknown("placeholder", placeholder, known));
    }
  }
}
