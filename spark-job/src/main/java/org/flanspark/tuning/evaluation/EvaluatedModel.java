package org.flanspark.tuning.evaluation;

/**
 * A model that answered prompts.
 *
 * @param role {@link #TUNED} or {@link #UNTUNED}
 * @param source where its weights came from, for people
 * @param prompts that it answered
 * @param seconds that it took, on all executors together
 */
public record EvaluatedModel(String role, String source, long prompts, double seconds) {
  /** The trained model. */
  public static final String TUNED = "tuned";

  /** The model that training started from. */
  public static final String UNTUNED = "untuned";
}
