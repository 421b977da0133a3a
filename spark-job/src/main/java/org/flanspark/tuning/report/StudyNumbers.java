package org.flanspark.tuning.report;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flanspark.tuning.evaluation.Certainty;
import org.flanspark.tuning.evaluation.Gain;
import org.flanspark.tuning.metric.Interval;
import org.flanspark.tuning.metric.MeanAndDeviation;
import org.flanspark.tuning.report.StudyReport.ClusterPoint;
import org.flanspark.tuning.report.StudyReport.Point;
import org.jspecify.annotations.Nullable;

/** What is asked of a study's numbers in more than one place, and how they are written. */
final class StudyNumbers {
  /** What the paper's numbers are called, so that none takes them for ours. */
  static final String PAPER = "paper, 137B";

  private StudyNumbers() {}

  /** {@code 48.1–55.0}, of shares. */
  static String ends(Interval interval) {
    return signed(interval.low()) + "–" + signed(interval.high());
  }

  /** {@code −1.0 to +4.2}, of differences of shares. */
  static String gainEnds(Interval interval) {
    return Amounts.difference(interval.low(), 0.0)
        + " to "
        + Amounts.difference(interval.high(), 0.0);
  }

  /** {@code p = 0.012}, with an asterisk where it is less than 0.05. */
  static String adjustedP(Gain gain) {
    double p = gain.adjustedPValue();
    String text = p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
    return gain.isSignificant() ? text + " *" : text;
  }

  private static String signed(double share) {
    return Amounts.percent(share).replace('-', '\u2212');
  }

  static @Nullable Interval tunedInterval(ClusterPoint cluster) {
    Certainty certainty = cluster.certainty();
    return certainty == null || cluster.tuned() == null ? null : certainty.tuned();
  }

  static @Nullable Interval untunedInterval(ClusterPoint cluster) {
    Certainty certainty = cluster.certainty();
    return certainty == null || cluster.untuned() == null ? null : certainty.untuned();
  }

  static @Nullable Gain gain(ClusterPoint cluster) {
    Certainty certainty = cluster.certainty();
    return certainty == null || cluster.tuned() == null ? null : certainty.gain();
  }

  /** Why a cluster has no number. */
  static String absence(ClusterPoint cluster) {
    return cluster.withheld() ? StudyReport.WITHHELD : Amounts.NOT_MEASURED;
  }

  /** Why the mean of the clusters has no number. */
  static String absence(Point point) {
    List<String> withheld =
        point.clusters().stream()
            .filter(ClusterPoint::withheld)
            .map(ClusterPoint::cluster)
            .toList();
    if (withheld.isEmpty()) {
      return Amounts.NOT_MEASURED;
    }
    return point.clusters().size() == 1
        ? StudyReport.WITHHELD
        : "no mean: %s withheld".formatted(String.join(", ", withheld));
  }

  /** The mean of what each cluster has; null where one has nothing, or there is none. */
  static @Nullable Double mean(Point point, Function<ClusterPoint, @Nullable Double> number) {
    return MeanAndDeviation.meanOrNull(point.clusters(), number);
  }

  /** The ways of asking, in the order in which they come. */
  static List<AskedHow> asked(StudyReport report) {
    return report.points().stream().map(AskedHow::of).distinct().toList();
  }

  /** The measured clusters, in the order in which they come. */
  static List<String> clusters(StudyReport report) {
    return report.points().stream()
        .flatMap(point -> point.clusters().stream())
        .map(ClusterPoint::cluster)
        .distinct()
        .toList();
  }

  /** Whether every point measures the same clusters, so that their means may be compared. */
  static boolean comparable(List<Point> points) {
    return points.stream()
            .map(point -> point.clusters().stream().map(ClusterPoint::cluster).toList())
            .distinct()
            .count()
        <= 1;
  }

  /** The cluster of a point of one; none where there are more. */
  static Stream<ClusterPoint> only(Point point) {
    return point.clusters().size() == 1 ? point.clusters().stream() : Stream.empty();
  }

  static String plural(long count, String noun) {
    return count == 1 ? "1 " + noun : Amounts.count(count) + " " + noun + "s";
  }
}
