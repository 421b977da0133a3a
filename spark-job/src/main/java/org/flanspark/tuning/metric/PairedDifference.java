package org.flanspark.tuning.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * By how much a first model surpasses a second on the same units (paired bootstrap: Koehn 2004).
 *
 * @param difference the first one's value less the second one's
 * @param interval the percentile interval of the difference
 * @param pValue two-sided, of the hypothesis that there is no difference
 */
public record PairedDifference(double difference, Interval interval, double pValue) {
  /** Differences below it are rounding: sums of the same scores in another order. */
  private static final double ROUNDING = 1e-12;

  /**
   * Of two models' values and the replicates of each by the same seed, so that those at one place
   * are of the same sample.
   *
   * <p>The p-value is that of the percentile interval turned round (Efron and Tibshirani 1993,
   * section 15.4), one added to both counts so that it is never 0 (Davison and Hinkley 1997,
   * section 4.2.2): with d the differences of B replicates
   *
   * <pre>
   * p = min(1, 2 (1 + min(count(d &lt;= 0), count(d &gt;= 0))) / (B + 1))
   * </pre>
   *
   * Of replicates enough for the confidence, it is at most 1 - confidence just where the interval
   * leaves out 0.
   *
   * @throws IllegalArgumentException if one model has more replicates
   */
  public static PairedDifference of(
      double first,
      double[] firstReplicates,
      double second,
      double[] secondReplicates,
      double confidence) {
    double[] differences = differences(firstReplicates, secondReplicates);
    return new PairedDifference(
        first - second, Interval.percentile(differences, confidence), pValue(differences));
  }

  private static double[] differences(double[] first, double[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "Cannot pair %s replicates with %s".formatted(first.length, second.length));
    }
    return IntStream.range(0, first.length).mapToDouble(i -> first[i] - second[i]).toArray();
  }

  private static double pValue(double[] differences) {
    long notAbove = Arrays.stream(differences).filter(difference -> difference <= ROUNDING).count();
    long notBelow =
        Arrays.stream(differences).filter(difference -> difference >= -ROUNDING).count();
    return Math.min(1, 2.0 * (1 + Math.min(notAbove, notBelow)) / (differences.length + 1));
  }
}
