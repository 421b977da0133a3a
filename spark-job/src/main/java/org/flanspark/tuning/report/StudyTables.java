package org.flanspark.tuning.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.flanspark.tuning.evaluation.Certainty;
import org.flanspark.tuning.evaluation.Gain;
import org.flanspark.tuning.metric.Interval;
import org.flanspark.tuning.report.ReportPage.Fact;
import org.flanspark.tuning.report.StudyPage.Cell;
import org.flanspark.tuning.report.StudyPage.PointRows;
import org.flanspark.tuning.report.StudyPage.Row;
import org.flanspark.tuning.report.StudyPage.RunRow;
import org.flanspark.tuning.report.StudyReport.ClusterPoint;
import org.flanspark.tuning.report.StudyReport.Point;
import org.flanspark.tuning.report.StudyReport.Run;
import org.jspecify.annotations.Nullable;

/** The tables of a study's page. */
final class StudyTables {
  private static final String NONE = "–";

  /** Settings that take more than this would push all else off the page. */
  private static final int MANY_CHARACTERS = 160;

  private StudyTables() {}

  /** {@code 95 % interval}; without the number where the runs have different ones. */
  static String intervalName(StudyReport report) {
    List<Double> confidences = report.points().stream().map(Point::confidence).distinct().toList();
    return confidences.size() == 1
        ? Amounts.plain(100 * confidences.get(0)) + "\u00A0% interval"
        : "confidence interval";
  }

  /** A row for each cluster of each point, after the mean where there are several. */
  static List<PointRows> points(StudyReport report) {
    return report.points().stream().map(StudyTables::rows).toList();
  }

  private static PointRows rows(Point point) {
    boolean several = point.clusters().size() != 1;
    List<Row> rows = new ArrayList<>();
    if (several) {
      rows.add(mean(point));
    }
    String paper = several ? "" : orNone(point.paper());
    point.clusters().forEach(cluster -> rows.add(row(cluster, paper)));
    String series = point.series().isEmpty() ? "" : ", " + point.series();
    return new PointRows(point.label() + series, AskedHow.of(point).text(), rows);
  }

  private static Row mean(Point point) {
    return new Row(
        true,
        "mean of " + StudyNumbers.plural(point.clusters().size(), "cluster"),
        "",
        Amounts.count(point.clusters().stream().mapToLong(ClusterPoint::examples).sum()),
        Cell.of(point.tuned() == null ? NONE : Amounts.percent(point.tuned())),
        Cell.of(orNone(point.untuned())),
        Cell.of(gain(point.tuned(), point.untuned())),
        Cell.of(orNone(StudyNumbers.mean(point, ClusterPoint::untunedBaselinePrompt))),
        orNone(StudyNumbers.mean(point, ClusterPoint::majority)),
        orNone(StudyNumbers.mean(point, ClusterPoint::chance)),
        point.tuned() == null ? StudyNumbers.absence(point) : "",
        orNone(point.paper()));
  }

  private static Row row(ClusterPoint cluster, String paper) {
    Certainty certainty = cluster.certainty();
    return new Row(
        false,
        cluster.cluster(),
        cluster.metric() + (cluster.heldOut() ? "" : ", trained on"),
        Amounts.count(cluster.examples()),
        tuned(cluster),
        score(cluster.untuned(), StudyNumbers.untunedInterval(cluster)),
        gain(cluster),
        baselinePrompt(cluster, certainty == null ? null : certainty.gainOverBaselinePrompt()),
        orNone(cluster.majority()),
        orNone(cluster.chance()),
        cluster.verdict(),
        paper);
  }

  private static Cell tuned(ClusterPoint cluster) {
    return cluster.tuned() == null
        ? Cell.of(StudyNumbers.absence(cluster))
        : new Cell(
            Amounts.percent(cluster.tuned(), cluster.tunedDeviation()),
            interval(StudyNumbers.tunedInterval(cluster)));
  }

  private static Cell score(@Nullable Double score, @Nullable Interval interval) {
    return new Cell(orNone(score), score == null ? List.of() : interval(interval));
  }

  private static List<String> interval(@Nullable Interval interval) {
    return Stream.ofNullable(interval).map(StudyNumbers::ends).toList();
  }

  private static Cell gain(ClusterPoint cluster) {
    Gain gain = StudyNumbers.gain(cluster);
    return gain == null
        ? Cell.of(gain(cluster.tuned(), cluster.untuned()))
        : new Cell(
            Amounts.difference(gain.difference(), 0.0),
            List.of(StudyNumbers.gainEnds(gain.interval()), StudyNumbers.adjustedP(gain)));
  }

  private static Cell baselinePrompt(ClusterPoint cluster, @Nullable Gain gain) {
    Double score = cluster.untunedBaselinePrompt();
    return gain == null || score == null || cluster.tuned() == null
        ? Cell.of(orNone(score))
        : new Cell(
            Amounts.percent(score),
            List.of(
                "tuned " + Amounts.difference(gain.difference(), 0.0),
                StudyNumbers.adjustedP(gain)));
  }

  private static String gain(@Nullable Double tuned, @Nullable Double untuned) {
    return tuned == null || untuned == null ? NONE : Amounts.difference(tuned, untuned);
  }

  private static String orNone(@Nullable Double share) {
    return share == null ? NONE : Amounts.percent(share);
  }

  /**
   * A row for each run.
   *
   * @param links to their own pages, by name
   */
  static List<RunRow> runs(StudyReport report, Map<String, String> links) {
    return report.runs().stream()
        .map(run -> row(run, Objects.requireNonNullElse(links.get(run.name()), "")))
        .toList();
  }

  private static RunRow row(Run run, String link) {
    Long tokens = run.tokens();
    Double loss = run.validationLoss();
    int characters =
        run.settings().entrySet().stream()
            .mapToInt(setting -> setting.getKey().length() + setting.getValue().length())
            .sum();
    return new RunRow(
        run.name(),
        label(run),
        link,
        run.settings().entrySet().stream()
            .map(setting -> new Fact(setting.getKey(), setting.getValue()))
            .toList(),
        characters > MANY_CHARACTERS,
        tokens == null ? NONE : Amounts.amount(tokens),
        loss == null ? NONE : Amounts.loss(loss),
        seconds(run, "prepare"),
        seconds(run, "train"),
        seconds(run, "evaluate"),
        run.done() ? "right" : run.waiting() ? "" : "wrong",
        run.done() || run.waiting() ? run.outcome() : "failed: " + run.outcome());
  }

  /** What the name does not say yet. */
  private static String label(Run run) {
    return Stream.of(run.label(), run.series())
        .filter(text -> !text.isEmpty() && !text.equals(run.name()))
        .reduce((first, second) -> first + ", " + second)
        .orElse("");
  }

  private static String seconds(Run run, String stage) {
    Double seconds = run.seconds().get(stage);
    return seconds == null ? NONE : Amounts.seconds(seconds);
  }
}
