package org.flanspark.tuning.metric;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How often each class was answered where each was right. What divides by nothing is 0, as in
 * scikit-learn.
 */
final class Confusion {
  private final Map<Integer, Long> right = new TreeMap<>();
  private final Map<Integer, Long> answered = new TreeMap<>();
  private final Map<Integer, Long> hits = new TreeMap<>();
  private long total;

  void add(int rightClass, int answeredClass) {
    right.merge(rightClass, 1L, Long::sum);
    answered.merge(answeredClass, 1L, Long::sum);
    if (rightClass == answeredClass) {
      hits.merge(rightClass, 1L, Long::sum);
    }
    total++;
  }

  double accuracy() {
    return ratio(allHits(), total);
  }

  /** The harmonic mean of a class's precision and recall. */
  double f1(int ofClass) {
    return ratio(2.0 * count(hits, ofClass), count(right, ofClass) + count(answered, ofClass));
  }

  /** The mean of the F1 of all classes, those among them that never occur. */
  double macroF1(int classes) {
    return IntStream.range(0, classes).mapToDouble(this::f1).average().orElse(0);
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
    double square = (double) total * total;
    double covariance = (double) allHits() * total - product(right, answered);
    double spread =
        Math.sqrt((square - product(right, right)) * (square - product(answered, answered)));
    return ratio(covariance, spread);
  }

  private long allHits() {
    return hits.values().stream().mapToLong(Long::longValue).sum();
  }

  private static double product(Map<Integer, Long> first, Map<Integer, Long> second) {
    return first.entrySet().stream()
        .mapToDouble(entry -> (double) entry.getValue() * count(second, entry.getKey()))
        .sum();
  }

  private static long count(Map<Integer, Long> counts, int ofClass) {
    return counts.getOrDefault(ofClass, 0L);
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
