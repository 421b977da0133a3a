package org.flanspark.tuning.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.flanspark.tuning.metric.Interval;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one task or cluster that the harness has names for.
 *
 * @param values as we scale them
 * @param certain the one that the interval is of; empty where the harness has no such number
 * @param interval null where none was measured
 */
record HarnessNumbers(
    Map<HarnessMetric, Double> values,
    Optional<HarnessMetric> certain,
    @Nullable Interval interval) {
  /** The filter of answers that leaves them as they are. */
  private static final String FILTER = ",none";

  private static final String NOT_AVAILABLE = "N/A";

  /**
   * Those of a summary.
   *
   * @param first the metric that it is of
   * @param ranked whether options were chosen
   * @param normalisation by which they were
   */
  static HarnessNumbers of(
      String first,
      boolean ranked,
      String normalisation,
      ScoreSummary summary,
      @Nullable Interval interval) {
    Map<HarnessMetric, Double> values = new TreeMap<>(Comparator.comparing(HarnessMetric::name));
    String choice = ranked ? normalisation : HarnessMetric.SUM;
    if (choice.equals(HarnessMetric.SUM)) {
      summary.metrics().forEach((name, value) -> values.put(HarnessMetric.of(name), value.mean()));
    }
    summary
        .normalisations()
        .forEach(
            (label, value) ->
                HarnessMetric.of(first, label).ifPresent(metric -> values.put(metric, value)));
    return new HarnessNumbers(values, HarnessMetric.of(first, choice), interval);
  }

  /** What they are of. */
  Set<HarnessMetric> metrics() {
    return values.keySet();
  }

  /**
   * Adds each with its standard error.
   *
   * @param quantile of the normal distribution that the interval's confidence reaches to
   */
  void addTo(ObjectNode tree, double quantile) {
    values.forEach(
        (metric, value) -> {
          tree.put(metric.name() + FILTER, metric.scale() * value);
          String key = metric.name() + "_stderr" + FILTER;
          error(metric, quantile)
              .ifPresentOrElse(error -> tree.put(key, error), () -> tree.put(key, NOT_AVAILABLE));
        });
  }

  private Optional<Double> error(HarnessMetric metric, double quantile) {
    return certain
        .filter(metric::equals)
        .flatMap(same -> Optional.ofNullable(interval))
        .map(found -> metric.scale() * (found.high() - found.low()) / 2 / quantile);
  }
}
