package org.flanspark.data.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.flanspark.config.Problems;
import org.jspecify.annotations.Nullable;

/**
 * The {@code reverse} of a task file: the same records asked about the other way round, as a task
 * of its own that is evaluated alone. FLAN's paper reports translation in both directions; training
 * has both already, by templates that are turned around, and these are what the reverse task asks.
 *
 * <pre>
 * select      english, answer               english, given, answer      given: what was the answer
 * template    "In English: {answer}"   ->   "In English: {given}"
 *             target {english}              target {answer}
 * </pre>
 *
 * @param name the reverse task's
 * @param answer the field that it asks for
 * @param baseline its completion-style prompt, in the names of the file; null where there is none
 */
record Reversal(String name, String answer, @Nullable BaselinePrompt baseline) {
  /** The field that was the answer. */
  static final String GIVEN = "given";

  /** Fields that say something of the answer alone. */
  private static final Set<String> OF_ANSWER =
      Set.of(SelectedField.ANSWER, SelectedField.REFERENCES);

  /** The reverse of the task; wrong where problems are added. */
  Task of(Task task, String path, Problems problems) {
    check(task, path, problems);
    List<TaskTemplate> templates =
        task.templates().stream().filter(this::asks).map(this::reversed).toList();
    problems.check(
        !templates.isEmpty(),
        "Missing a template with turned-around: true and the target {%s} for %s"
            .formatted(answer, path));
    return new Task(
        name,
        task.cluster(),
        task.family(),
        task.kind(),
        task.source(),
        select(task),
        task.splits(),
        task.metric(),
        task.licence(),
        baseline == null ? null : new BaselinePrompt(reversed(baseline.input()), List.of()),
        templates,
        task.digest(),
        task.name());
  }

  /** Whether records lie on the same side of the splits in both directions. */
  static boolean canHave(List<SplitRule> splits) {
    return splits.stream().noneMatch(rule -> rule.groupBy().stream().anyMatch(OF_ANSWER::contains));
  }

  private void check(Task task, String path, Problems problems) {
    problems.check(
        task.kind() == TaskKind.GENERATION,
        "Invalid %s, expected only where kind is generation".formatted(path));
    problems.check(
        task.select().stream()
            .anyMatch(field -> field.name().equals(answer) && !field.isReserved()),
        "Invalid %s.answer: %s, expected a field of select that is not reserved"
            .formatted(path, answer));
    problems.check(
        !task.selects(GIVEN),
        "Invalid %s: select has a field '%s', as the answer is called there"
            .formatted(path, GIVEN));
    problems.check(
        canHave(task.splits()),
        "Invalid %s: splits are carved by the answer, which is another one there".formatted(path));
    problems.check(
        baseline == null || baseline.options().isEmpty(),
        "Invalid %s.baseline.options, expected only where kind is classification".formatted(path));
  }

  private boolean asks(TaskTemplate template) {
    return template.turnedAround()
        && template.target().parts().equals(List.of(new TemplateText.Part(true, answer)));
  }

  private TaskTemplate reversed(TaskTemplate template) {
    return new TaskTemplate(reversed(template.input()), reversed(template.target()), false);
  }

  private TemplateText reversed(TemplateText text) {
    return text.withPlaceholders(
        placeholder -> {
          if (placeholder.equals(SelectedField.ANSWER)) {
            return GIVEN;
          }
          return placeholder.equals(answer) ? SelectedField.ANSWER : placeholder;
        });
  }

  /** The field that is asked for stays beside the answer: splits may be carved by it. */
  private List<SelectedField> select(Task task) {
    List<SelectedField> fields = new ArrayList<>();
    for (SelectedField field : task.select()) {
      if (field.name().equals(SelectedField.ANSWER)) {
        fields.add(new SelectedField(GIVEN, field.expression()));
      } else if (!OF_ANSWER.contains(field.name())) {
        fields.add(field);
      }
      if (field.name().equals(answer)) {
        fields.add(new SelectedField(SelectedField.ANSWER, field.expression()));
      }
    }
    return fields;
  }
}
