package org.flanspark.tuning.report;

import org.flanspark.tuning.report.StudyCurves.Line;
import org.flanspark.tuning.report.StudyCurves.Role;
import org.flanspark.tuning.report.StudyPage.LegendKey;

/** What the marks of a study's drawings stand for, each beside a small one of its kind. */
final class StudyLegend {
  private static final double WIDTH = 22;

  /** In which a dash shows. */
  private static final double LINE_WIDTH = 44;

  private static final double HEIGHT = 12;
  private static final double MIDDLE = HEIGHT / 2;

  private StudyLegend() {}

  static LegendKey box(String style, String name) {
    return key(name, SvgElement.rectangle(style, 0, 0, WIDTH, HEIGHT));
  }

  static LegendKey whisker(String name) {
    return key(
        name,
        SvgElement.line("deviation", 1, MIDDLE, 21, MIDDLE),
        SvgElement.line("deviation", 1, 2, 1, 10),
        SvgElement.line("deviation", 21, 2, 21, 10));
  }

  static LegendKey diamond(String name) {
    return key(name, SvgElement.diamond("majority", WIDTH / 2, MIDDLE, 6));
  }

  static LegendKey chance(String name) {
    return key(name, SvgElement.line("chance", WIDTH / 2, 0, WIDTH / 2, HEIGHT));
  }

  static LegendKey ring(String name) {
    return key(name, SvgElement.circle("ring", WIDTH / 2, MIDDLE, 5));
  }

  static LegendKey dot(String style, String name) {
    return key(name, SvgElement.circle(style, WIDTH / 2, MIDDLE, 3.5));
  }

  static LegendKey thin(String name) {
    return key(
        name,
        SvgElement.line("line thin", 0, MIDDLE, WIDTH, MIDDLE),
        SvgElement.circle("dot", WIDTH / 2, MIDDLE, 2.5));
  }

  /** Of a curve of a mean. */
  static LegendKey line(Line line) {
    boolean tuned = line.role() == Role.TUNED;
    int series = Math.max(0, line.series());
    return key(
        line.name(),
        LINE_WIDTH,
        SvgElement.of("g")
            .with("class", line.colour())
            .add(SvgElement.line(tuned ? "line" : "line before", 0, MIDDLE, LINE_WIDTH, MIDDLE))
            .add(SeriesMark.draw(series, "point", LINE_WIDTH / 2, MIDDLE, tuned ? 5 : 3.5)));
  }

  private static LegendKey key(String name, SvgElement... marks) {
    return key(name, WIDTH, marks);
  }

  private static LegendKey key(String name, double width, SvgElement... marks) {
    SvgElement drawing =
        SvgElement.of("svg")
            .with("viewBox", "0 0 %s 12".formatted(SvgElement.number(width)))
            .with("aria-hidden", "true");
    if (width != WIDTH) {
      drawing.with("class", "long");
    }
    for (SvgElement mark : marks) {
      drawing.add(mark);
    }
    return new LegendKey(drawing.render(), name);
  }
}
