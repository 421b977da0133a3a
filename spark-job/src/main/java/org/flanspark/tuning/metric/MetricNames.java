package org.flanspark.tuning.metric;

/** What the metrics are called in task files, tables and reports. */
public final class MetricNames {
  /**
   * Of ranked options: whether the chosen one is right. Of generated text: whether it equals a
   * reference to the letter, white space at its ends aside (the {@code accuracy} of T5).
   */
  public static final String ACCURACY = "accuracy";

  /** Whether the text equals a reference after {@link AnswerNormalization}. */
  public static final String EXACT_MATCH = "exact-match";

  /** The overlap of tokens with the nearest reference, after {@link AnswerNormalization}. */
  public static final String TOKEN_F1 = "token-f1";

  private MetricNames() {}
}
