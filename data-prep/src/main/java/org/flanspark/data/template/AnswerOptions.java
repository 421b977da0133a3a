package org.flanspark.data.template;

import java.util.List;

/**
 * The list of possible answers in a prompt, as FLAN writes it (arXiv 2109.01652, section 2.3): it
 * tells the model which of many ways to say the answer counts.
 *
 * <pre>
 * OPTIONS:
 * - yes
 * - no
 * </pre>
 */
public final class AnswerOptions {
  private AnswerOptions() {}

  /** The list in the given order, without a line's end after it. */
  public static String render(List<String> options) {
    return "OPTIONS:\n- " + String.join("\n- ", options);
  }
}
