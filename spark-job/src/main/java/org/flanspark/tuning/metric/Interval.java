package org.flanspark.tuning.metric;

import java.util.Arrays;

/** From one number to another, both within. */
public record Interval(double low, double high) {
  /** Products such as 0.05 * 1000 end a little below or above a whole number in binary. */
  private static final double ROUNDING = 1e-9;

  /**
   * The percentile interval of a bootstrap (Efron and Tibshirani 1993, section 13.3): of B
   * replicates in order the k-th from either end, k = (B + 1) (1 - confidence) / 2 rounded down. Of
   * too few replicates for k = 1 the lowest and the highest.
   *
   * <pre>
   * 1000 replicates, 0.95:   k = 25, the 25th and the 976th
   * </pre>
   *
   * @param confidence the share of such intervals that hold the true value, as 0.95
   * @throws IllegalArgumentException if there is no replicate, or the confidence is not between 0
   *     and 1
   */
  public static Interval percentile(double[] replicates, double confidence) {
    if (replicates.length == 0 || !(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "Cannot take the interval of confidence %s of %s replicates"
              .formatted(confidence, replicates.length));
    }
    double[] ascending = replicates.clone();
    Arrays.sort(ascending);
    double tail = (replicates.length + 1) * (1 - confidence) / 2;
    int place = Math.max(1, (int) Math.floor(tail + ROUNDING));
    return new Interval(ascending[place - 1], ascending[ascending.length - place]);
  }
}
