package org.flanspark.tuning.metric;

/**
 * What single numbers are called in tables and reports. A task file names a {@link MetricFamily},
 * which yields some of them.
 */
public final class MetricNames {
  /**
   * Of ranked options: whether the chosen one is right. Of generated text: whether it equals a
   * reference to the letter, white space at its ends aside (the {@code accuracy} of T5).
   */
  public static final String ACCURACY = "accuracy";

  /** Whether the text equals a reference after the family's normalisation. */
  public static final String EXACT_MATCH = "exact-match";

  /** The overlap of tokens with the nearest reference, after the family's normalisation. */
  public static final String TOKEN_F1 = "token-f1";

  /** F1 of the positive class, which is the last option. */
  public static final String F1 = "f1";

  /** The mean of the classes' F1. */
  public static final String MACRO_F1 = "macro-f1";

  /** MultiRC's F1 over the candidate answers of all questions together. */
  public static final String F1A = "f1a";

  /** Pearson's correlation, between -1 and 1. */
  public static final String PEARSON = "pearson";

  /** Spearman's rank correlation, between -1 and 1. */
  public static final String SPEARMAN = "spearman";

  /** Matthews' correlation, between -1 and 1. */
  public static final String MATTHEWS = "matthews";

  /** BLEU of all texts together. */
  public static final String BLEU = "bleu";

  /** ROUGE of single words. */
  public static final String ROUGE_1 = "rouge-1";

  /** ROUGE of pairs of words. */
  public static final String ROUGE_2 = "rouge-2";

  /** ROUGE of the longest common subsequences of a summary's sentences. */
  public static final String ROUGE_LSUM = "rouge-lsum";

  /** One less the share of characters to change. */
  public static final String EDIT_SIMILARITY = "edit-similarity";

  private MetricNames() {}
}
