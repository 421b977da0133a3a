package org.flanspark.tuning.metric;

import java.util.List;

/**
 * Rank classification: the answer is the option with the highest score (Brown et al. 2020, section
 * 2.4; FLAN, section 2.3).
 */
public final class RankedOptions {
  private RankedOptions() {}

  /**
   * The index of the highest score; of equal ones the first.
   *
   * @throws IllegalArgumentException if there is no score, or one is not a number
   */
  public static int best(List<Double> scores) {
    if (scores.isEmpty() || scores.stream().anyMatch(score -> score.isNaN())) {
      throw new IllegalArgumentException(
          "Cannot rank options by the scores " + scores + ": expected numbers, at least one");
    }
    int best = 0;
    for (int option = 1; option < scores.size(); option++) {
      if (scores.get(option) > scores.get(best)) {
        best = option;
      }
    }
    return best;
  }
}
