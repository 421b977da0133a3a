package org.flanspark.tuning.nightly;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.flanspark.config.NightlyConfig;
import org.flanspark.tuning.evaluation.RunComparison;
import org.flanspark.tuning.evaluation.RunComparison.ClusterRow;
import org.flanspark.tuning.evaluation.RunComparison.Compared;

/**
 * Lets a model into service that is not worse than the one there.
 *
 * @param clusterMargin how much worse a cluster may be, as 0.02 for two points
 * @param meanMargin how much worse the mean over the clusters may be
 */
record Gate(double clusterMargin, double meanMargin) {
  static Gate of(NightlyConfig config) {
    return new Gate(config.gateClusterMargin(), config.gateMeanMargin());
  }

  /**
   * Judges.
   *
   * @param comparison the model in service first, tonight's second
   */
  Verdict judge(RunComparison comparison) {
    List<String> worse = new ArrayList<>();
    if (isWorse(comparison.difference(), meanMargin)) {
      worse.add(worse("the mean over the clusters", comparison.difference(), meanMargin));
    }
    comparison.rows().stream()
        .map(ClusterRow::cluster)
        .filter(cluster -> isWorse(cluster.gain().difference(), clusterMargin))
        .forEach(
            cluster ->
                worse.add(worse(cluster.name(), cluster.gain().difference(), clusterMargin)));
    return new Verdict(
        worse.isEmpty(),
        worse.isEmpty() ? notWorse(comparison.difference()) : String.join("; ", worse),
        comparison.difference(),
        comparison.rows().stream().map(row -> gain(row.cluster())).toList());
  }

  /** What is no number is no reason to promote. */
  private static boolean isWorse(double difference, double margin) {
    return !(difference >= -margin);
  }

  private static String worse(String name, double difference, double margin) {
    return String.format(
        Locale.ROOT,
        "%s: %+.1f points, allowed are %.1f",
        name,
        100 * difference,
        // No negative zero.
        margin == 0 ? 0.0 : -100 * margin);
  }

  private String notWorse(double difference) {
    return String.format(
        Locale.ROOT,
        "%+.1f points in the mean over the clusters, none more than %.1f points worse",
        100 * difference,
        100 * clusterMargin);
  }

  private static Verdict.ClusterGain gain(Compared cluster) {
    return new Verdict.ClusterGain(
        cluster.name(),
        cluster.prompts(),
        cluster.first(),
        cluster.second(),
        cluster.gain().difference(),
        cluster.gain().interval().low(),
        cluster.gain().interval().high(),
        cluster.gain().pValue());
  }
}
