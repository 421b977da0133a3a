package org.flanspark.tuning.tracking.sparkmetrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.metrics.source.Source;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.flanspark.tuning.tracking.RoundScalars;
import org.flanspark.tuning.tracking.RunWatcher.Outlook;

/**
 * Gauges of the latest round, {@code <application>.driver.training.<name>}: those of {@link
 * RoundScalars#NAMES} with a dot for the slash, and {@code round}, {@code rounds_total} and {@code
 * seconds_left}. Not a number where nothing was measured.
 */
final class TrainingSource implements Source {
  static final String NAME = "training";

  private static final String ROUND = "round";
  private static final String ROUNDS_TOTAL = "rounds_total";
  private static final String SECONDS_LEFT = "seconds_left";

  private final MetricRegistry registry = new MetricRegistry();
  private final Map<String, Double> latest = new ConcurrentHashMap<>();

  TrainingSource() {
    RoundScalars.NAMES.forEach(this::register);
    register(ROUND);
    register(ROUNDS_TOTAL);
    register(SECONDS_LEFT);
  }

  private void register(String scalar) {
    registry.register(
        scalar.replace('/', '.'), (Gauge<Double>) () -> latest.getOrDefault(scalar, Double.NaN));
  }

  /** Shows a round; a validation loss stays until the next is measured. */
  void show(RoundMetrics metrics, Outlook outlook) {
    latest.putAll(RoundScalars.overall(metrics));
    latest.put(ROUND, (double) metrics.round());
    latest.put(ROUNDS_TOTAL, (double) outlook.totalRounds());
    latest.put(SECONDS_LEFT, outlook.secondsLeft());
  }

  @Override
  public String sourceName() {
    return NAME;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }
}
