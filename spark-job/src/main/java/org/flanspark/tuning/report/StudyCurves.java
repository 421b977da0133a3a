package org.flanspark.tuning.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flanspark.tuning.metric.Interval;
import org.flanspark.tuning.report.PlotFrame.Point;
import org.jspecify.annotations.Nullable;

/**
 * A study's curves over a number: solid for the tuned model, dashed for the untuned one, with what
 * the paper reports as rings. Where a number is missing the curve has a gap. Scores are shares; the
 * axis is in per cent and begins where it suits.
 */
final class StudyCurves {
  private static final double HEIGHT = 400;
  private static final double TOP = 14;
  private static final int TICKS = 6;
  private static final double RADIUS = 5;

  /** Of the small font of the curves' names, on average. */
  private static final double CHARACTER = 6.6;

  private static final int MOST_CHARACTERS = 40;
  private static final double NAME_HEIGHT = 15;

  /** Between the intervals of one place. */
  private static final double ASIDE = 10;

  /** Ticks that stand closer than this share one text. */
  private static final double TICK_ROOM = 34;

  private final List<Line> lines;
  private final List<Place> paper;
  private final String caption;
  private final PlotFrame frame;

  private StudyCurves(List<Line> lines, List<Place> paper, String caption) {
    this.lines = lines;
    this.paper = paper;
    this.caption = caption;
    this.frame = new PlotFrame(across(places()), up(places()));
  }

  /** What a line stands for, which decides how it is drawn. */
  enum Role {
    TUNED("line"),
    UNTUNED("line before"),
    /** One of the clusters that a mean is of, as a thin line with its name at the end. */
    CLUSTER("line thin"),
    /** The same as dots, where there are too many lines. */
    DOTS("");

    private final String style;

    Role(String style) {
      this.style = style;
    }
  }

  /**
   * A line of the drawing.
   *
   * @param series by which it is told from others of its role; below 0 for what all share
   * @param places in the order of the axis
   */
  record Line(String name, Role role, int series, List<Place> places) {
    Line {
      places = places.stream().sorted(Comparator.comparingDouble(Place::at)).toList();
    }

    String colour() {
      return series < 0 ? "series-shared" : SeriesMark.colour(series);
    }
  }

  /**
   * A place of a line.
   *
   * @param at along the axis
   * @param score null for a gap
   * @param what a pointer tells of it, beside the number
   */
  record Place(double at, @Nullable Double score, @Nullable Interval interval, String what) {
    String hint() {
      return what
          + ": "
          + Amounts.percent(score)
          + " %"
          + (interval == null ? "" : " (" + StudyNumbers.ends(interval) + ")");
    }
  }

  /**
   * The drawing as XML.
   *
   * @param lines of which one has a number
   */
  static String draw(String id, String title, String caption, List<Line> lines, List<Place> paper) {
    return new StudyCurves(List.copyOf(lines), List.copyOf(paper), caption).draw(id, title);
  }

  private String draw(String id, String title) {
    SvgElement drawing = SvgElement.drawing(id, PlotFrame.WIDTH, HEIGHT, title, description());
    frame.drawUp(drawing, TICKS, "score, per cent");
    frame.drawAcross(drawing, ticks(), this::tick, caption);
    // the means above their parts, and the rings above all
    Stream.of(Role.DOTS, Role.CLUSTER, Role.UNTUNED, Role.TUNED)
        .flatMap(role -> lines.stream().filter(line -> line.role() == role))
        .forEach(line -> drawLine(drawing, line));
    drawNames(drawing);
    paper.forEach(place -> drawRing(drawing, place));
    return drawing.render();
  }

  private String description() {
    return lines.stream()
        .filter(line -> line.role() == Role.TUNED || line.role() == Role.UNTUNED)
        .map(StudyCurves::description)
        .collect(Collectors.joining("; "));
  }

  private static String description(Line line) {
    return line.places().stream()
        .map(place -> Amounts.percent(place.score()) + " at " + Amounts.plain(place.at()))
        .collect(Collectors.joining(", ", line.name() + ", per cent: ", ""));
  }

  private List<Place> places() {
    return Stream.concat(lines.stream().flatMap(line -> line.places().stream()), paper.stream())
        .toList();
  }

  private LinearScale across(List<Place> places) {
    double least = places.stream().mapToDouble(Place::at).min().orElse(0);
    double most = places.stream().mapToDouble(Place::at).max().orElse(1);
    double room = most > least ? 0.04 * (most - least) : Math.max(1, Math.abs(least));
    return new LinearScale(
        least - room, most + room, PlotFrame.LEFT, PlotFrame.WIDTH - PlotFrame.RIGHT - nameWidth());
  }

  private double nameWidth() {
    int longest = names().mapToInt(line -> line.name().length()).max().orElse(0);
    return CHARACTER * Math.min(longest, MOST_CHARACTERS);
  }

  private Stream<Line> names() {
    return lines.stream().filter(line -> line.role() == Role.CLUSTER);
  }

  private static LinearScale up(List<Place> places) {
    List<Double> scores =
        places.stream()
            .flatMap(place -> Stream.concat(Stream.ofNullable(place.score()), ends(place)))
            .toList();
    return LinearScale.around(
        100 * scores.stream().mapToDouble(Double::doubleValue).min().orElse(0),
        100 * scores.stream().mapToDouble(Double::doubleValue).max().orElse(1),
        TICKS,
        HEIGHT - PlotFrame.BELOW,
        TOP);
  }

  private static Stream<Double> ends(Place place) {
    return Stream.ofNullable(place.interval())
        .flatMap(interval -> Stream.of(interval.low(), interval.high()));
  }

  private List<Double> ticks() {
    return places().stream().map(Place::at).distinct().sorted().toList();
  }

  /** The value where there is room for it. */
  private String tick(double at) {
    double free = Double.NEGATIVE_INFINITY;
    for (double tick : ticks()) {
      double x = frame.across().at(tick);
      boolean fits = x >= free;
      if (tick == at) {
        return fits ? Amounts.plain(tick) : "";
      }
      free = fits ? x + TICK_ROOM : free;
    }
    return "";
  }

  private void drawLine(SvgElement drawing, Line line) {
    SvgElement group = SvgElement.of("g").with("class", line.colour());
    double aside = aside(line);
    if (aside != 0) {
      group.with("transform", "translate(%s 0)".formatted(SvgElement.number(aside)));
    }
    if (line.role() != Role.DOTS) {
      segments(line).forEach(segment -> group.add(frame.curve(line.role().style, segment)));
    }
    for (Place place : line.places()) {
      drawPlace(group, line, place);
    }
    drawing.add(group);
  }

  /** Lines with intervals stand a little beside one another, or these would hide one another. */
  private double aside(Line line) {
    List<Line> certain =
        lines.stream()
            .filter(other -> other.places().stream().anyMatch(place -> place.interval() != null))
            .toList();
    int number = certain.indexOf(line);
    return number < 0 ? 0 : ASIDE * (number - (certain.size() - 1) / 2.0);
  }

  /** The line's parts between its gaps that need a stroke. */
  private static List<List<Point>> segments(Line line) {
    List<List<Point>> segments = new ArrayList<>();
    List<Point> segment = new ArrayList<>();
    for (Place place : line.places()) {
      Double score = place.score();
      if (score == null) {
        segments.add(segment);
        segment = new ArrayList<>();
      } else {
        segment.add(new Point(place.at(), 100 * score));
      }
    }
    segments.add(segment);
    return segments.stream().filter(points -> points.size() > 1).toList();
  }

  private void drawPlace(SvgElement group, Line line, Place place) {
    Double score = place.score();
    if (score == null) {
      return;
    }
    double x = frame.across().at(place.at());
    double y = frame.up().at(100 * score);
    drawInterval(group, place.interval(), x);
    group.add(mark(line, x, y).hint(place.hint()));
  }

  private static SvgElement mark(Line line, double x, double y) {
    return switch (line.role()) {
      case TUNED -> SeriesMark.draw(Math.max(0, line.series()), "point", x, y, RADIUS);
      case UNTUNED -> SeriesMark.draw(Math.max(0, line.series()), "point", x, y, 0.7 * RADIUS);
      case CLUSTER, DOTS -> SvgElement.circle("dot", x, y, 2.5);
    };
  }

  private void drawInterval(SvgElement group, @Nullable Interval interval, double x) {
    if (interval == null) {
      return;
    }
    double low = frame.up().at(100 * interval.low());
    double high = frame.up().at(100 * interval.high());
    group.add(SvgElement.line("whisker", x, low, x, high));
    group.add(SvgElement.line("whisker", x - 4, low, x + 4, low));
    group.add(SvgElement.line("whisker", x - 4, high, x + 4, high));
  }

  /** The clusters' names beside the ends of their lines, moved apart where they would touch. */
  private void drawNames(SvgElement drawing) {
    double x = frame.across().end() + 8;
    double free = Double.NEGATIVE_INFINITY;
    for (Line line : names().sorted(Comparator.comparingDouble(this::end)).toList()) {
      double y = Math.max(end(line), free);
      drawing.add(LabelColumn.label("note", x, y, "start", line.name()));
      free = y + NAME_HEIGHT;
    }
  }

  private double end(Line line) {
    return line.places().stream()
        .map(Place::score)
        .filter(Objects::nonNull)
        .reduce((before, last) -> last)
        .map(score -> frame.up().at(100 * score))
        .orElse(frame.up().start());
  }

  private void drawRing(SvgElement drawing, Place place) {
    Double score = place.score();
    if (score != null) {
      double x = frame.across().at(place.at());
      drawing.add(SvgElement.circle("ring", x, frame.up().at(100 * score), 6).hint(place.hint()));
    }
  }
}
