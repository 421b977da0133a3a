package org.flanspark.tuning.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How often each class was answered where each was right. What divides by nothing is 0, as in
 * scikit-learn. An answer that is none of the options is a class of its own, before the first.
 *
 * <p>Held as one vector, three counts a class, so that two may be added; a class that comes later
 * moves none of them.
 */
final class Confusion {
  private static final int RIGHT = 0;
  private static final int ANSWERED = 1;
  private static final int HITS = 2;
  private static final int KINDS = 3;

  private double[] counts;

  Confusion() {
    this(new double[row(0)]);
  }

  /** With the counts of {@link #counts}, or sums of them. */
  Confusion(double[] counts) {
    this.counts = counts;
  }

  /** Where a class's counts begin; for the number of classes, where all counts end. */
  private static int row(int ofClass) {
    return KINDS * (ofClass - AnsweredPrompt.NONE);
  }

  void add(AnsweredPrompt prompt) {
    int options = prompt.question().options().size();
    counts = Arrays.copyOf(counts, Math.max(counts.length, row(options)));
    int right = prompt.rightClass();
    int answered = prompt.chosen() < options ? prompt.chosen() : AnsweredPrompt.NONE;
    counts[row(right) + RIGHT]++;
    counts[row(answered) + ANSWERED]++;
    if (right == answered) {
      counts[row(right) + HITS]++;
    }
  }

  double[] counts() {
    return counts.clone();
  }

  double accuracy() {
    return ratio(total(HITS), total(RIGHT));
  }

  /** F1 of the positive class, which is the last option. */
  double positiveF1() {
    return f1(classes() - 1);
  }

  /** The mean of the F1 of all classes, those among them that never occur. */
  double macroF1() {
    return IntStream.range(0, classes()).mapToDouble(this::f1).average().orElse(0);
  }

  /**
   * Matthews' correlation; for more than two classes Gorodkin's R (2004), as in scikit-learn: with
   * r_k and a_k the times that class k was right and was answered,
   *
   * <pre>
   * (hits * total - sum r_k a_k) / sqrt((total^2 - sum r_k^2) (total^2 - sum a_k^2))
   * </pre>
   */
  double matthews() {
    double total = total(RIGHT);
    double covariance = total(HITS) * total - product(RIGHT, ANSWERED);
    double spread =
        (total * total - product(RIGHT, RIGHT)) * (total * total - product(ANSWERED, ANSWERED));
    return ratio(covariance, Math.sqrt(spread));
  }

  /** The harmonic mean of a class's precision and recall. */
  private double f1(int ofClass) {
    int row = row(ofClass);
    return ratio(2 * counts[row + HITS], counts[row + RIGHT] + counts[row + ANSWERED]);
  }

  private int classes() {
    return counts.length / KINDS + AnsweredPrompt.NONE;
  }

  private double total(int kind) {
    double total = 0;
    for (int row = 0; row < counts.length; row += KINDS) {
      total += counts[row + kind];
    }
    return total;
  }

  private double product(int first, int second) {
    double product = 0;
    for (int row = 0; row < counts.length; row += KINDS) {
      product += counts[row + first] * counts[row + second];
    }
    return product;
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
