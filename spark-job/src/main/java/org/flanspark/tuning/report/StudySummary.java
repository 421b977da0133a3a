package org.flanspark.tuning.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.flanspark.tuning.evaluation.Gain;
import org.flanspark.tuning.metric.Interval;
import org.flanspark.tuning.report.StudyReport.ClusterPoint;
import org.flanspark.tuning.report.StudyReport.Kind;
import org.flanspark.tuning.report.StudyReport.Point;
import org.flanspark.tuning.report.StudyReport.Run;

/** What came out of a study, in a paragraph that claims no more than its numbers. */
final class StudySummary {
  private final StudyReport report;

  private StudySummary(StudyReport report) {
    this.report = report;
  }

  static String of(StudyReport report) {
    return new StudySummary(report).text();
  }

  private String text() {
    List<String> sentences = new ArrayList<>();
    sentences.add(done());
    if (report.points().isEmpty()) {
      sentences.add("Nothing is measured yet.");
    } else {
      sentences.add(measured());
      sentences.addAll(compared());
      gains().ifPresent(sentences::add);
      withheld().ifPresent(sentences::add);
    }
    // no line ends between a number and its per cent
    return String.join(" ", sentences).replace(" %", "\u00A0%");
  }

  private String done() {
    List<String> failed =
        report.runs().stream().filter(run -> !run.done() && !run.waiting()).map(Run::name).toList();
    int all = report.runs().size();
    long done = report.runs().stream().filter(Run::done).count();
    if (done == all) {
      return all == 1 ? "1 run is done." : "All " + all + " runs are done.";
    }
    return "%s of %s %s done%s."
        .formatted(
            done,
            StudyNumbers.plural(all, "run"),
            done == 1 ? "is" : "are",
            failed.isEmpty() ? "" : "; failed: " + String.join(", ", failed));
  }

  private String measured() {
    List<String> clusters = StudyNumbers.clusters(report);
    boolean heldOut =
        report.points().stream()
            .flatMap(point -> point.clusters().stream())
            .allMatch(ClusterPoint::heldOut);
    return "Measured on %s%s: %s."
        .formatted(
            StudyNumbers.plural(clusters.size(), "cluster"),
            heldOut ? ", held out of training" : "",
            String.join(", ", clusters));
  }

  /** Of each way of asking, and of each curve, what two of its points come to. */
  private List<String> compared() {
    List<String> sentences = new ArrayList<>();
    List<String> series = report.points().stream().map(Point::series).distinct().toList();
    for (AskedHow how : StudyNumbers.asked(report)) {
      for (String name : series) {
        List<Point> points =
            report.points().stream()
                .filter(point -> AskedHow.of(point).equals(how) && point.series().equals(name))
                .toList();
        compared(points).map(text -> introduced(how, name, text)).ifPresent(sentences::add);
      }
    }
    return sentences;
  }

  private String introduced(AskedHow how, String series, String text) {
    List<String> words = new ArrayList<>();
    if (!series.isEmpty()) {
      words.add(series);
    }
    if (StudyNumbers.asked(report).size() > 1) {
      words.add("asked with " + how.text());
    }
    String whole = words.isEmpty() ? text : String.join(", ", words) + ": " + text;
    return whole.substring(0, 1).toUpperCase(Locale.ROOT) + whole.substring(1);
  }

  private Optional<String> compared(List<Point> points) {
    if (!StudyNumbers.comparable(points)) {
      return extremeGains(points);
    }
    List<Point> known = points.stream().filter(point -> point.tuned() != null).toList();
    if (known.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(report.kind() == Kind.CURVE ? firstAndLast(known) : bestAndWorst(known));
  }

  private String firstAndLast(List<Point> points) {
    List<Point> sorted =
        points.stream().sorted(Comparator.comparingDouble(StudySummary::at)).toList();
    Point first = sorted.get(0);
    Point last = sorted.get(sorted.size() - 1);
    return "from %s to %s (%s) the tuned mean goes from %s %% to %s %%, %s points; %s."
        .formatted(
            Amounts.plain(at(first)),
            Amounts.plain(at(last)),
            report.axis(),
            Amounts.percent(first.tuned()),
            Amounts.percent(last.tuned()),
            Amounts.difference(last.tuned(), first.tuned()),
            apart(first, last));
  }

  private static double at(Point point) {
    return Objects.requireNonNullElse(point.at(), 0.0);
  }

  private static double tuned(Point point) {
    return Objects.requireNonNullElse(point.tuned(), 0.0);
  }

  private static String bestAndWorst(List<Point> points) {
    Comparator<Point> order = Comparator.comparingDouble(StudySummary::tuned);
    Point best = points.stream().max(order).orElseThrow();
    Point worst = points.stream().min(order).orElseThrow();
    if (Amounts.percent(best.tuned()).equals(Amounts.percent(worst.tuned()))) {
      return "the tuned mean is the same for all (%s %%).".formatted(Amounts.percent(best.tuned()));
    }
    return "the tuned mean is highest for %s (%s %%) and lowest for %s (%s %%); %s."
        .formatted(
            best.label(),
            Amounts.percent(best.tuned()),
            worst.label(),
            Amounts.percent(worst.tuned()),
            apart(best, worst));
  }

  /** Whether the difference of two points is more than what the draw of test examples does. */
  private static String apart(Point one, Point other) {
    int known = 0;
    int apart = 0;
    for (ClusterPoint cluster : one.clusters()) {
      Interval mine = StudyNumbers.tunedInterval(cluster);
      Interval theirs =
          other.clusters().stream()
              .filter(found -> found.cluster().equals(cluster.cluster()))
              .flatMap(found -> Stream.ofNullable(StudyNumbers.tunedInterval(found)))
              .findFirst()
              .orElse(null);
      if (mine != null && theirs != null) {
        known++;
        apart += mine.high() < theirs.low() || theirs.high() < mine.low() ? 1 : 0;
      }
    }
    return known == 0
        ? "how far that is chance is not known"
        : "their intervals lie apart in %s of %s"
            .formatted(apart, StudyNumbers.plural(known, "cluster"));
  }

  /** Where each point measures other clusters, of their scores only the gains can be compared. */
  private static Optional<String> extremeGains(List<Point> points) {
    List<Point> known =
        points.stream()
            .filter(point -> point.tuned() != null && point.untuned() != null)
            .sorted(Comparator.comparingDouble(StudySummary::gain))
            .toList();
    if (known.size() < 2) {
      return Optional.empty();
    }
    Point least = known.get(0);
    Point most = known.get(known.size() - 1);
    return Optional.of(
        "the gain over the untuned model is largest for %s (%s points) and least for %s (%s)."
            .formatted(
                most.label(),
                Amounts.difference(most.tuned(), most.untuned()),
                least.label(),
                Amounts.difference(least.tuned(), least.untuned())));
  }

  private static double gain(Point point) {
    return tuned(point) - Objects.requireNonNullElse(point.untuned(), 0.0);
  }

  private Optional<String> gains() {
    List<Gain> gains =
        report.points().stream()
            .flatMap(point -> point.clusters().stream())
            .flatMap(cluster -> Stream.ofNullable(StudyNumbers.gain(cluster)))
            .toList();
    if (gains.isEmpty()) {
      return Optional.empty();
    }
    List<Gain> significant = gains.stream().filter(Gain::isSignificant).toList();
    long above = significant.stream().filter(gain -> gain.difference() > 0).count();
    return Optional.of(
        ("Of %s with the untuned model, %s %s a difference beyond chance (p < 0.05, Holm-adjusted over all of them):"
                + " %s in favour of tuning, %s against.")
            .formatted(
                StudyNumbers.plural(gains.size(), "comparison"),
                significant.size(),
                significant.size() == 1 ? "shows" : "show",
                above,
                significant.size() - above));
  }

  private Optional<String> withheld() {
    long withheld =
        report.points().stream()
            .flatMap(point -> point.clusters().stream())
            .filter(ClusterPoint::withheld)
            .count();
    return withheld == 0
        ? Optional.empty()
        : Optional.of(
            "%s withheld, since training held inputs of the test."
                .formatted(withheld == 1 ? "1 number is" : withheld + " numbers are"));
  }
}
