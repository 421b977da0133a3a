package org.flanspark.tuning.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flanspark.tuning.metric.Interval;
import org.flanspark.tuning.report.StudyBars.Bar;
import org.flanspark.tuning.report.StudyBars.Part;
import org.flanspark.tuning.report.StudyCurves.Line;
import org.flanspark.tuning.report.StudyCurves.Place;
import org.flanspark.tuning.report.StudyCurves.Role;
import org.flanspark.tuning.report.StudyPage.Figure;
import org.flanspark.tuning.report.StudyPage.LegendKey;
import org.flanspark.tuning.report.StudyReport.ClusterPoint;
import org.flanspark.tuning.report.StudyReport.Kind;
import org.flanspark.tuning.report.StudyReport.Point;
import org.flanspark.tuning.report.StudyReport.Run;
import org.jspecify.annotations.Nullable;

/** The drawings of a study. */
final class StudyFigures {
  private final StudyReport report;
  private final List<AskedHow> asked;

  private StudyFigures(StudyReport report) {
    this.report = report;
    this.asked = StudyNumbers.asked(report);
  }

  /** None where nothing was measured. */
  static List<Figure> of(StudyReport report) {
    return new StudyFigures(report).figures();
  }

  private List<Figure> figures() {
    if (report.points().isEmpty()) {
      return List.of();
    }
    return report.kind() == Kind.CURVE ? curves() : bars();
  }

  // bars

  private List<Figure> bars() {
    List<Figure> figures = new ArrayList<>();
    boolean parts = report.points().stream().anyMatch(point -> point.clusters().size() > 1);
    List<StudyBars.Row> rows = report.runs().stream().flatMap(this::rows).toList();
    figures.add(
        barFigure("study", parts ? "Mean over the clusters" : "Score by " + report.axis(), rows));
    if (parts) {
      int number = 0;
      for (String cluster : StudyNumbers.clusters(report)) {
        figures.add(barFigure("cluster-" + number++, cluster, rowsOf(cluster)));
      }
    }
    return figures;
  }

  private Figure barFigure(String id, String title, List<StudyBars.Row> rows) {
    return new Figure(
        title,
        note(rows),
        barLegend(rows),
        StudyBars.draw(id, report.title() + ": " + title, rows));
  }

  private static String note(List<StudyBars.Row> rows) {
    return rows.stream().anyMatch(row -> row.paper() != null) ? paperNote() : "";
  }

  private static String paperNote() {
    return "The rings are what the paper reports of 137 billion weights, trained on its own data:"
        + " compare which way the numbers go, not how high they are.";
  }

  private Stream<StudyBars.Row> rows(Run run) {
    List<Point> points = pointsOf(run);
    if (points.isEmpty()) {
      return Stream.of(nothing(run));
    }
    return points.stream().map(point -> row(point, point == points.get(0)));
  }

  private List<Point> pointsOf(Run run) {
    return report.points().stream().filter(point -> point.run().equals(run.name())).toList();
  }

  private static StudyBars.Row nothing(Run run) {
    Bar none = new Bar(null, null, run.done() ? Amounts.NOT_MEASURED : "the run failed");
    return new StudyBars.Row(run.label(), true, "", none, null, List.of(), null, null, null);
  }

  private StudyBars.Row row(Point point, boolean first) {
    return new StudyBars.Row(
        point.label(),
        first,
        barNote(point),
        new Bar(
            point.tuned(),
            onlyInterval(point, StudyNumbers::tunedInterval),
            StudyNumbers.absence(point)),
        untuned(point.tuned(), point.untuned(), onlyInterval(point, StudyNumbers::untunedInterval)),
        point.clusters().size() > 1 ? parts(point) : List.of(),
        StudyNumbers.mean(point, ClusterPoint::majority),
        StudyNumbers.mean(point, ClusterPoint::chance),
        point.paper());
  }

  private String barNote(Point point) {
    if (asked.size() > 1) {
      return AskedHow.of(point).text();
    }
    return StudyNumbers.only(point)
        .map(cluster -> cluster.metric())
        .findFirst()
        .orElse("mean of " + StudyNumbers.plural(point.clusters().size(), "cluster"));
  }

  private @Nullable Bar untuned(
      @Nullable Double tuned, @Nullable Double score, @Nullable Interval interval) {
    boolean evaluated = report.points().stream().anyMatch(StudyFigures::hasUntuned);
    String absent = tuned == null ? "" : Amounts.NOT_MEASURED;
    return evaluated ? new Bar(score, interval, absent) : null;
  }

  private static boolean hasUntuned(Point point) {
    return point.clusters().stream().anyMatch(cluster -> cluster.untuned() != null);
  }

  private static List<Part> parts(Point point) {
    List<Part> parts = new ArrayList<>();
    for (ClusterPoint cluster : point.clusters()) {
      Double score = cluster.tuned();
      if (score != null) {
        parts.add(new Part(cluster.cluster(), score));
      }
    }
    return parts;
  }

  /** The interval of a point of one cluster: of a mean over several none is known. */
  private static @Nullable Interval onlyInterval(Point point, IntervalOf interval) {
    List<ClusterPoint> clusters = point.clusters();
    return clusters.size() == 1 ? interval.of(clusters.get(0)) : null;
  }

  /** One of the intervals of a cluster. */
  private interface IntervalOf {
    @Nullable Interval of(ClusterPoint cluster);
  }

  private List<StudyBars.Row> rowsOf(String cluster) {
    List<StudyBars.Row> rows = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Point point : report.points()) {
      point.clusters().stream()
          .filter(found -> found.cluster().equals(cluster))
          .map(found -> row(point, found, seen.add(point.run())))
          .forEach(rows::add);
    }
    return rows;
  }

  private StudyBars.Row row(Point point, ClusterPoint cluster, boolean first) {
    return new StudyBars.Row(
        point.label(),
        first,
        asked.size() > 1 ? AskedHow.of(point).text() : cluster.metric(),
        new Bar(
            cluster.tuned(), StudyNumbers.tunedInterval(cluster), StudyNumbers.absence(cluster)),
        untuned(cluster.tuned(), cluster.untuned(), StudyNumbers.untunedInterval(cluster)),
        List.of(),
        cluster.majority(),
        cluster.chance(),
        null);
  }

  private List<LegendKey> barLegend(List<StudyBars.Row> rows) {
    List<LegendKey> keys = new ArrayList<>();
    keys.add(StudyLegend.box("tuned", "tuned"));
    if (rows.stream().anyMatch(row -> row.untuned() != null)) {
      keys.add(StudyLegend.box("untuned", "untuned"));
    }
    if (rows.stream().anyMatch(row -> row.tuned().interval() != null)) {
      keys.add(StudyLegend.whisker(StudyTables.intervalName(report)));
    }
    if (rows.stream().anyMatch(row -> !row.parts().isEmpty())) {
      keys.add(StudyLegend.dot("part", "a cluster, tuned"));
    }
    if (rows.stream().anyMatch(row -> row.majority() != null)) {
      keys.add(StudyLegend.diamond("majority class"));
    }
    if (rows.stream().anyMatch(row -> row.chance() != null)) {
      keys.add(StudyLegend.chance("chance"));
    }
    if (rows.stream().anyMatch(row -> row.paper() != null)) {
      keys.add(StudyLegend.ring(StudyNumbers.PAPER));
    }
    return keys;
  }

  // curves

  /**
   * What makes up one curve.
   *
   * @param number by which it is told from the others
   */
  private record Curve(int number, String series, AskedHow how, List<Point> points) {}

  private List<Figure> curves() {
    List<Curve> curves = split();
    List<Line> tuned = curves.stream().map(curve -> tuned(curve, curves)).toList();
    List<Line> untuned = untuned(curves);
    List<Line> clusters = curves.stream().flatMap(curve -> clusters(curve, curves)).toList();
    List<Place> paper = curves.stream().flatMap(curve -> paper(curve, curves)).toList();
    List<Line> all = Stream.of(tuned, untuned, clusters).flatMap(List::stream).toList();
    boolean drawn =
        Stream.concat(all.stream().flatMap(line -> line.places().stream()), paper.stream())
            .anyMatch(place -> place.score() != null);
    if (!drawn) {
      return List.of();
    }
    String title = "Score by " + report.axis();
    return List.of(
        new Figure(
            title,
            paper.isEmpty() ? "" : paperNote(),
            curveLegend(all, !paper.isEmpty()),
            StudyCurves.draw("study", report.title() + ": " + title, report.axis(), all, paper)));
  }

  private List<Curve> split() {
    Set<Curve> curves = new LinkedHashSet<>();
    List<String> series = report.points().stream().map(Point::series).distinct().toList();
    for (String name : series) {
      for (AskedHow how : asked) {
        List<Point> points =
            report.points().stream()
                .filter(point -> point.series().equals(name) && AskedHow.of(point).equals(how))
                .toList();
        if (!points.isEmpty()) {
          curves.add(new Curve(curves.size(), name, how, points));
        }
      }
    }
    return List.copyOf(curves);
  }

  /** What a curve is called beside others. */
  private String name(Curve curve, List<Curve> curves) {
    if (curves.size() == 1) {
      return "";
    }
    return Stream.of(curve.series(), asked.size() > 1 ? curve.how().text() : "")
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String joined(String name, String model) {
    return name.isEmpty() ? model : name + ", " + model;
  }

  private Line tuned(Curve curve, List<Curve> curves) {
    String name = joined(name(curve, curves), "tuned");
    List<Place> places = new ArrayList<>(gaps(curve));
    for (Point point : curve.points()) {
      place(
              point,
              point.tuned(),
              onlyInterval(point, StudyNumbers::tunedInterval),
              point.label() + ", " + name)
          .forEach(places::add);
    }
    return new Line(name, Role.TUNED, curve.number(), places);
  }

  /** Places of runs that have no point, since they failed. */
  private List<Place> gaps(Curve curve) {
    Set<String> measured =
        curve.points().stream().map(Point::run).collect(Collectors.toCollection(HashSet::new));
    return report.runs().stream()
        .filter(run -> run.series().equals(curve.series()) && !measured.contains(run.name()))
        .flatMap(run -> Stream.ofNullable(run.at()))
        .map(at -> new Place(at, null, null, ""))
        .toList();
  }

  private static Stream<Place> place(
      Point point, @Nullable Double score, @Nullable Interval interval, String what) {
    return Stream.ofNullable(point.at()).map(at -> new Place(at, score, interval, what));
  }

  /** One line for all curves that started from the same model and were asked the same. */
  private List<Line> untuned(List<Curve> curves) {
    Map<List<Object>, List<Curve>> alike = new HashMap<>();
    curves.forEach(
        curve -> alike.computeIfAbsent(untunedKey(curve), key -> new ArrayList<>()).add(curve));
    return alike.values().stream()
        .filter(group -> group.get(0).points().stream().anyMatch(point -> point.untuned() != null))
        .sorted(Comparator.comparingInt(group -> group.get(0).number()))
        .map(group -> untuned(group, curves))
        .toList();
  }

  private static List<Object> untunedKey(Curve curve) {
    List<Object> key = new ArrayList<>();
    key.add(curve.how());
    curve.points().forEach(point -> key.add(point.at() + " " + point.untuned()));
    return key;
  }

  private Line untuned(List<Curve> group, List<Curve> curves) {
    Curve first = group.get(0);
    boolean shared = group.size() > 1;
    String name =
        shared
            ? joined(asked.size() > 1 ? first.how().text() : "", "untuned")
            : joined(name(first, curves), "untuned");
    List<Place> places = new ArrayList<>(gaps(first));
    for (Point point : first.points()) {
      place(
              point,
              point.untuned(),
              onlyInterval(point, StudyNumbers::untunedInterval),
              shared ? name : point.label() + ", " + name)
          .forEach(places::add);
    }
    return new Line(name, Role.UNTUNED, shared ? -1 : first.number(), places);
  }

  /** Of means over several clusters, the tuned model's scores that they are of. */
  private Stream<Line> clusters(Curve curve, List<Curve> curves) {
    if (curve.points().stream().allMatch(point -> point.clusters().size() <= 1)) {
      return Stream.empty();
    }
    boolean alone = curves.size() == 1;
    List<String> names =
        curve.points().stream()
            .flatMap(point -> point.clusters().stream())
            .map(ClusterPoint::cluster)
            .distinct()
            .toList();
    return IntStream.range(0, names.size())
        .mapToObj(
            number ->
                new Line(
                    names.get(number),
                    alone ? Role.CLUSTER : Role.DOTS,
                    alone ? number + 1 : curve.number(),
                    places(curve, names.get(number), name(curve, curves))));
  }

  private List<Place> places(Curve curve, String cluster, String name) {
    List<Place> places = new ArrayList<>(gaps(curve));
    for (Point point : curve.points()) {
      Double score =
          point.clusters().stream()
              .filter(found -> found.cluster().equals(cluster))
              .map(ClusterPoint::tuned)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null);
      place(
              point,
              score,
              null,
              joined(point.label() + (name.isEmpty() ? "" : ", " + name), cluster))
          .forEach(places::add);
    }
    return places;
  }

  private Stream<Place> paper(Curve curve, List<Curve> curves) {
    String name = joined(name(curve, curves), StudyNumbers.PAPER);
    return curve.points().stream()
        .filter(point -> point.paper() != null)
        .flatMap(point -> place(point, point.paper(), null, point.label() + ", " + name));
  }

  private List<LegendKey> curveLegend(List<Line> lines, boolean paper) {
    List<LegendKey> keys = new ArrayList<>();
    lines.stream()
        .filter(line -> line.role() == Role.TUNED || line.role() == Role.UNTUNED)
        .map(StudyLegend::line)
        .forEach(keys::add);
    if (lines.stream().anyMatch(line -> line.role() == Role.CLUSTER)) {
      keys.add(StudyLegend.thin("a cluster, tuned"));
    }
    if (lines.stream().anyMatch(line -> line.role() == Role.DOTS)) {
      keys.add(StudyLegend.dot("dot series-shared", "a cluster, tuned, in its curve's colour"));
    }
    if (lines.stream()
        .flatMap(line -> line.places().stream())
        .anyMatch(place -> place.interval() != null)) {
      keys.add(StudyLegend.whisker(StudyTables.intervalName(report)));
    }
    if (paper) {
      keys.add(StudyLegend.ring(StudyNumbers.PAPER));
    }
    return keys;
  }
}
