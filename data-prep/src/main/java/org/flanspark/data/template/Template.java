package org.flanspark.data.template;

import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.BaselinePrompt;
import org.flanspark.data.task.SelectedField;
import org.flanspark.data.task.TaskTemplate;
import org.flanspark.data.task.TemplateText;

/** Puts records into words. */
public final class Template {
  private final TaskTemplate words;

  private Template(TaskTemplate words) {
    this.words = words;
  }

  public static Template of(TaskTemplate words) {
    return new Template(words);
  }

  /** Input and target of the record. */
  public Rendered render(TaskRecord record) {
    return new Rendered(
        words.input().render(name -> value(name, record)),
        words.target().render(name -> value(name, record)));
  }

  /** What the target would be if the option were the answer. */
  public String targetOf(String option, TaskRecord record) {
    return words
        .target()
        .render(name -> name.equals(SelectedField.ANSWER) ? option : value(name, record));
  }

  /** The input without any record: its words alone. */
  public String context() {
    return contextOf(words.input());
  }

  /** The completion-style prompt of the record. */
  public static String baselineInput(BaselinePrompt baseline, TaskRecord record) {
    return baseline.input().render(name -> value(name, record));
  }

  /** The words of a prompt, every placeholder left empty. */
  public static String contextOf(TemplateText input) {
    return input.render(name -> "").strip();
  }

  private static String value(String placeholder, TaskRecord record) {
    if (placeholder.equals(TemplateText.OPTIONS_LIST)) {
      return AnswerOptions.render(record.options());
    }
    String value = record.fields().get(placeholder);
    if (value == null) {
      throw new IllegalArgumentException("Missing field '" + placeholder + "' of a record");
    }
    return value;
  }
}
