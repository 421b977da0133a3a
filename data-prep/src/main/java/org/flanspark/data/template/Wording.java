package org.flanspark.data.template;

import java.io.Serializable;
import org.flanspark.config.TemplateStyle;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;

/**
 * How records are put into words: by the task's templates, or without instructions, as the paper's
 * ablation has it (arXiv 2109.01652, section 4.3).
 *
 * <pre>
 * instructions  Does this follow? ...        yes
 * task-name     [natural language inference: rte]
 *               A dog sleeps.
 *               An animal rests.             yes
 * none          A dog sleeps.
 *               An animal rests.             yes
 * </pre>
 *
 * @param style which of them
 * @param perTask the first so many of a task's templates are used
 */
public record Wording(TemplateStyle style, int perTask) implements Serializable {

  /** How many ways of asking there are. */
  public int templates(Task task) {
    return style == TemplateStyle.INSTRUCTIONS ? Math.min(perTask, task.templates().size()) : 1;
  }

  /** Whether the template asks for something else than the answer. */
  public boolean turnedAround(Task task, int template) {
    return style == TemplateStyle.INSTRUCTIONS && task.templates().get(template).turnedAround();
  }

  /** The record in the words of one template. */
  public Rendered render(Task task, int template, TaskRecord record) {
    return style == TemplateStyle.INSTRUCTIONS
        ? Template.of(task.templates().get(template)).render(record)
        : new Rendered(
            head(task) + String.join("\n", InputFields.texts(task, record)), record.answer());
  }

  /** What the target would be if the option were the answer. */
  public String targetOf(Task task, int template, String option, TaskRecord record) {
    return style == TemplateStyle.INSTRUCTIONS
        ? Template.of(task.templates().get(template)).targetOf(option, record)
        : option;
  }

  /** The input without any record: its words alone. */
  public String context(Task task, int template) {
    return style == TemplateStyle.INSTRUCTIONS
        ? Template.of(task.templates().get(template)).context()
        : head(task).strip();
  }

  private String head(Task task) {
    return style == TemplateStyle.TASK_NAME
        ? "[%s: %s]\n".formatted(words(task.cluster()), words(task.name()))
        : "";
  }

  private static String words(String name) {
    return name.replaceAll("[-_]", " ");
  }
}
