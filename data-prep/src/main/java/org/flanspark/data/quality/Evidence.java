package org.flanspark.data.quality;

import java.util.Arrays;

/**
 * One training example that holds text of one evaluation input.
 *
 * @param task the training example's task
 * @param exampleId the training example
 * @param evaluationTask the evaluation record's task
 * @param evaluationId the evaluation record
 * @param split the evaluation record's split: validation or test
 * @param heldOut whether the evaluation record's task is held out
 * @param kind how much of the input it is
 * @param text the shared text, as {@link Words} has it; of several runs of words, the first
 */
public record Evidence(
    int task,
    String exampleId,
    int evaluationTask,
    String evaluationId,
    String split,
    boolean heldOut,
    Kind kind,
    String text) {

  /** How much of an evaluation input a training example holds. */
  public enum Kind {
    /** All of it. */
    WHOLE("whole"),
    /** Some words of a field in a row, as many as the check asks for. */
    NGRAM("n-gram");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** As it stands in the table of hits. */
    public String code() {
      return code;
    }

    /** The kind of that code. */
    public static Kind ofCode(String code) {
      return Arrays.stream(values())
          .filter(kind -> kind.code.equals(code))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("Unknown kind '" + code + "'"));
    }
  }
}
