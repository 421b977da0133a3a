package org.flanspark.tuning.tracking.sparkmetrics;

import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.MetricsSystem;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.flanspark.tuning.tracking.RunWatcher;
import org.flanspark.tuning.training.TrainingEnd;
import scala.collection.JavaConverters;

/**
 * Shows the latest round among the driver's metrics, in every sink of {@code spark.metrics.conf}:
 * the Prometheus servlet of the user interface, JMX, Graphite.
 */
public final class SparkMetricsWatcher implements RunWatcher {
  private final TrainingSource source = new TrainingSource();

  /** The run before this one in the same application has gauges of the same names. */
  @Override
  public void begins(List<RoundMetrics> before) {
    MetricsSystem metrics = SparkEnv.get().metricsSystem();
    JavaConverters.seqAsJavaList(metrics.getSourcesByName(TrainingSource.NAME))
        .forEach(metrics::removeSource);
    metrics.registerSource(source);
  }

  @Override
  public void roundDone(RoundMetrics round, Outlook outlook) {
    source.show(round, outlook);
  }

  /** The last round stays: sinks ask when they like. */
  @Override
  public void ended(TrainingEnd end) {}

  @Override
  public String toString() {
    return "Showing rounds among Spark's metrics";
  }
}
