package org.flanspark.data.task;

import java.io.Serializable;
import java.util.List;

/**
 * A completion-style prompt, for models that were never instruction-tuned.
 *
 * @param input what is continued
 * @param options the continuation for each option, in the options' order; empty = a space and the
 *     option itself
 */
public record BaselinePrompt(TemplateText input, List<String> options) implements Serializable {
  public BaselinePrompt {
    options = List.copyOf(options);
  }
}
