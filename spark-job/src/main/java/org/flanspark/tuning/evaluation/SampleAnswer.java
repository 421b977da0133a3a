package org.flanspark.tuning.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One prompt and what was answered, for people.
 *
 * @param template the prompt's template
 * @param prompt its text
 * @param expected the right options' texts, or the references
 * @param answer the trained model's
 * @param right whether that is right
 * @param untunedAnswer the untuned model's; null where it was not evaluated
 */
public record SampleAnswer(
    String task,
    String cluster,
    boolean heldOut,
    String exampleId,
    int template,
    String prompt,
    List<String> expected,
    String answer,
    boolean right,
    @Nullable String untunedAnswer) {
  public SampleAnswer {
    expected = List.copyOf(expected);
  }
}
