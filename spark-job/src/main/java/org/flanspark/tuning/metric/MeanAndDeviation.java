package org.flanspark.tuning.metric;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The centre and the spread of a few values, as of a task's scores over its templates.
 *
 * @param mean the arithmetic mean
 * @param std the sample standard deviation (divided by one less than the number of values); null
 *     for a single value, which has none
 */
public record MeanAndDeviation(double mean, @Nullable Double std) {

  /**
   * Of the given values.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static MeanAndDeviation of(Collection<Double> values) {
    double mean = mean(values);
    if (values.size() == 1) {
      return new MeanAndDeviation(mean, null);
    }
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return new MeanAndDeviation(mean, Math.sqrt(squares / (values.size() - 1)));
  }

  /**
   * The arithmetic mean.
   *
   * @throws IllegalArgumentException if there is no value
   */
  public static double mean(Collection<Double> values) {
    return values.stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow(() -> new IllegalArgumentException("Cannot average no values at all"));
  }
}
