package org.flanspark.tuning.metric;

/**
 * A prompt with what a model answered.
 *
 * @param chosen the index of the chosen option; {@link #NONE} where text was generated
 * @param text the chosen option's, or the generated one
 */
public record AnsweredPrompt(Question question, int chosen, String text) {
  /** No option was chosen, since there are none. */
  public static final int NONE = -1;

  /** Whether the chosen option is a right one. */
  boolean hasChosenRight() {
    return question.answers().contains(chosen);
  }

  /** The class that would have been right: of several the chosen one, if it is among them. */
  int rightClass() {
    return hasChosenRight() ? chosen : question.answers().get(0);
  }
}
