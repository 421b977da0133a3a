package org.flanspark.tuning.evaluation.answer;

/**
 * A model that answered prompts.
 *
 * @param role {@link #TUNED} or {@link #UNTUNED}
 * @param source where its weights came from, for people
 * @param prompts whose answers were evaluated
 * @param kept of them, those that the model had answered before
 * @param seconds that the others took, on all executors together
 */
public record EvaluatedModel(String role, String source, long prompts, long kept, double seconds) {
  /** The trained model. */
  public static final String TUNED = "tuned";

  /** The model that training started from. */
  public static final String UNTUNED = "untuned";
}
