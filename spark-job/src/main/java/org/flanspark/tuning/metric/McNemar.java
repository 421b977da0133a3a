package org.flanspark.tuning.metric;

import org.apache.commons.math3.special.Beta;

/**
 * McNemar's test of two models that answered the same prompts (1947), in its exact form: where one
 * is right and the other wrong, either is as likely to be the right one if they are equally good.
 */
public final class McNemar {
  private McNemar() {}

  /**
   * The two-sided p-value: twice the chance of so few, or fewer, in the smaller count under a fair
   * coin, at most 1. It is 1 where both counts are 0.
   *
   * @param firstOnly prompts that only the first model answered rightly
   * @param secondOnly those that only the second did
   * @throws IllegalArgumentException if a count is negative
   */
  public static double pValue(long firstOnly, long secondOnly) {
    if (firstOnly < 0 || secondOnly < 0) {
      throw new IllegalArgumentException(
          "Invalid counts %s and %s: expected 0 or more".formatted(firstOnly, secondOnly));
    }
    long fewer = Math.min(firstOnly, secondOnly);
    long more = Math.max(firstOnly, secondOnly);
    // P(X <= fewer), X binomial of fewer + more throws, is the beta function I_1/2(more, fewer +
    // 1);
    // asked for like this it keeps its digits where BinomialDistribution takes it from 1.
    return more == 0 ? 1 : Math.min(1, 2 * Beta.regularizedBeta(0.5, more, fewer + 1.0));
  }
}
