package org.flanspark.tuning.metric;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The centre and the spread of a few values, as of a task's scores over its templates.
 *
 * @param mean the arithmetic mean
 * @param std the sample standard deviation (divided by one less than the number of values); null
 *     for a single value, which has none
 */
public record MeanAndDeviation(double mean, @Nullable Double std) {
  /** Digits after the point; what lies below them comes from adding in binary. */
  private static final int DIGITS = 12;

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
    return new MeanAndDeviation(mean, rounded(Math.sqrt(squares / (values.size() - 1))));
  }

  /**
   * The arithmetic mean.
   *
   * @throws IllegalArgumentException if there is no value
   */
  public static double mean(Collection<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().stream()
        .map(MeanAndDeviation::rounded)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Cannot average no values at all"));
  }

  /** The mean of what each item has; null where one has nothing, or there is none. */
  public static <T> @Nullable Double meanOrNull(
      Collection<T> items, Function<T, @Nullable Double> number) {
    List<Double> values =
        items.stream().flatMap(item -> Stream.ofNullable(number.apply(item))).toList();
    return values.isEmpty() || values.size() < items.size() ? null : mean(values);
  }

  private static double rounded(double value) {
    return BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_EVEN).doubleValue();
  }
}
