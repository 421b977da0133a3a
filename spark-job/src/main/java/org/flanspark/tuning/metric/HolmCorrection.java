package org.flanspark.tuning.metric;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's correction of p-values for their number (1979): rejecting where the corrected one is at
 * most alpha, the chance of any false rejection is at most alpha, however the tests depend on each
 * other.
 */
public final class HolmCorrection {
  private HolmCorrection() {}

  /**
   * The corrected p-values in the order given: the smallest of m times m, the next times m - 1 ...,
   * none below one that was smaller before, none above 1.
   *
   * @throws IllegalArgumentException if one does not lie between 0 and 1
   */
  public static List<Double> adjusted(List<Double> pValues) {
    if (pValues.stream().anyMatch(p -> !(p >= 0 && p <= 1))) {
      throw new IllegalArgumentException(
          "Invalid p-values " + pValues + ": expected numbers from 0 to 1");
    }
    int count = pValues.size();
    int[] ascending =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparing(pValues::get))
            .mapToInt(Integer::intValue)
            .toArray();
    Double[] adjusted = new Double[count];
    double highest = 0;
    for (int rank = 0; rank < count; rank++) {
      int place = ascending[rank];
      highest = Math.max(highest, Math.min(1, (count - rank) * pValues.get(place)));
      adjusted[place] = highest;
    }
    return List.of(adjusted);
  }
}
