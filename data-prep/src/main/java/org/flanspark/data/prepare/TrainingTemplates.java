package org.flanspark.data.prepare;

import java.io.Serializable;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;
import org.flanspark.data.template.Rendered;
import org.flanspark.data.template.Template;
import org.flanspark.data.template.TemplateChoice;

/**
 * How training records are put into words.
 *
 * @param choice which template a rendering gets
 * @param perTask the first so many of a task's templates are used
 */
record TrainingTemplates(TemplateChoice choice, int perTask) implements Serializable {

  /** The index of the template. */
  int choose(Task task, String exampleId, int pass) {
    return choice.choose(task.name(), exampleId, pass, Math.min(perTask, task.templates().size()));
  }

  /** The record in a template's words. */
  static Rendered render(Task task, int template, TaskRecord record) {
    return Template.of(task.templates().get(template)).render(record);
  }
}
