package org.flanspark.tuning.model;

import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;

/** How likely each token is to come next in each of several texts; void once they go on. */
public final class NextTokens {
  private final Kernels kernels;
  private final Tensor logits;
  private final int vocabulary;

  /**
   * What a decoder computed.
   *
   * @param logits {@code [texts, vocabulary]}
   */
  NextTokens(Kernels kernels, Tensor logits, int vocabulary) {
    this.kernels = kernels;
    this.logits = logits;
    this.vocabulary = vocabulary;
  }

  public int vocabulary() {
    return vocabulary;
  }

  /** The likeliest token of each text. */
  public int[] likeliest() {
    return kernels.largestColumns(logits);
  }

  /**
   * Copies one text's logits.
   *
   * @param into of {@link #vocabulary()} values
   */
  public void read(int text, float[] into) {
    kernels.read(logits, (long) text * vocabulary, into);
  }
}
