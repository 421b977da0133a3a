package org.flanspark.tuning.study;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flanspark.tuning.evaluation.Certainty;
import org.flanspark.tuning.evaluation.Gain;
import org.flanspark.tuning.metric.HolmCorrection;
import org.flanspark.tuning.report.StudyReport.ClusterPoint;
import org.flanspark.tuning.report.StudyReport.Point;
import org.jspecify.annotations.Nullable;

/**
 * P-values corrected for all clusters that a study compares; an evaluation by itself corrected them
 * for its own.
 */
final class StudyCorrection {
  private StudyCorrection() {}

  /** The points with other adjusted p-values. */
  static List<Point> of(List<Point> points) {
    Iterator<Double> gains = adjusted(points, Certainty::gain);
    Iterator<Double> overBaseline = adjusted(points, Certainty::gainOverBaselinePrompt);
    List<Point> corrected = new ArrayList<>();
    for (Point point : points) {
      corrected.add(
          point.withClusters(
              point.clusters().stream()
                  .map(cluster -> corrected(cluster, gains, overBaseline))
                  .toList()));
    }
    return corrected;
  }

  private static Iterator<Double> adjusted(
      List<Point> points, Function<Certainty, @Nullable Gain> part) {
    return HolmCorrection.adjusted(
            points.stream()
                .flatMap(point -> point.clusters().stream())
                .flatMap(cluster -> Stream.ofNullable(cluster.certainty()))
                .flatMap(certainty -> Stream.ofNullable(part.apply(certainty)))
                .map(Gain::pValue)
                .toList())
        .iterator();
  }

  /** Takes from the iterators in the order in which they were filled. */
  private static ClusterPoint corrected(
      ClusterPoint cluster, Iterator<Double> gains, Iterator<Double> overBaseline) {
    Certainty found = cluster.certainty();
    return found == null
        ? cluster
        : cluster.withCertainty(
            new Certainty(
                found.tuned(),
                found.untuned(),
                corrected(found.gain(), gains),
                corrected(found.gainOverBaselinePrompt(), overBaseline)));
  }

  private static @Nullable Gain corrected(@Nullable Gain gain, Iterator<Double> adjusted) {
    return gain == null
        ? null
        : new Gain(gain.difference(), gain.interval(), gain.pValue(), adjusted.next());
  }
}
