package org.flanspark.data.prepare;

import java.util.List;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.BaselinePrompt;
import org.flanspark.data.template.Template;

/**
 * The texts of a task's completion-style prompt, for models that were never instruction-tuned.
 * Solved examples stand before it as in GPT-3's prompts (arXiv 2005.14165, appendix G):
 *
 * <pre>
 * Q: Twice 3?
 * A: 6
 *
 * Q: Twice 4?
 * A:
 * </pre>
 *
 * @param words the task file's
 */
record CompletionPrompt(BaselinePrompt words) {
  private static final String BLANK_LINE = "\n\n";

  /** What is to be continued. */
  String input(TaskRecord record) {
    return Template.baselineInput(words, record);
  }

  /** What is to be continued, without any record. */
  String context() {
    return Template.contextOf(words.input());
  }

  /**
   * How an option, or a text, continues the input.
   *
   * @param given the record with its options in the order of its source, which the words follow
   */
  String continuation(TaskRecord given, String option) {
    return words.options().isEmpty()
        ? " " + option
        : words.options().get(given.options().indexOf(option));
  }

  /** The records with their answers, each with a blank line after it. */
  String solved(List<TaskRecord> exemplars) {
    StringBuilder text = new StringBuilder();
    for (TaskRecord exemplar : exemplars) {
      text.append(input(exemplar))
          .append(continuation(exemplar, exemplar.answer()))
          .append(BLANK_LINE);
    }
    return text.toString();
  }
}
