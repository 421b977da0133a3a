package org.flanspark.tuning.report;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/**
 * Where a plot stands in its drawing: between its two axes.
 *
 * @param across from left to right
 * @param up from the bottom to the top
 */
record PlotFrame(LinearScale across, LinearScale up) {
  /** What the plots of a page have in common, so that they stand under one another. */
  static final double WIDTH = 860;

  static final double LEFT = 74;
  static final double RIGHT = 16;

  /** Room under a plot for ticks and caption. */
  static final double BELOW = 50;

  /** A value on each axis. */
  record Point(double across, double up) {}

  /** The lines from which values are read, and what they are. */
  void drawUp(SvgElement drawing, int ticks, String caption) {
    for (double tick : up.ticks(ticks)) {
      double y = up.at(tick);
      drawing.add(SvgElement.line("grid", across.start(), y, across.end(), y));
      drawing.add(SvgElement.label("tick", across.start() - 8, y, "end", Amounts.plain(tick)));
    }
    drawing.add(SvgElement.line("axis", across.start(), up.start(), across.end(), up.start()));
    drawing.add(
        SvgElement.label("caption", 0, 0, "middle", caption)
            .with(
                "transform",
                "translate(14 %s) rotate(-90)"
                    .formatted(SvgElement.number((up.start() + up.end()) / 2))));
  }

  /** The ticks under the plot, and what they count. */
  void drawAcross(
      SvgElement drawing, List<Double> ticks, DoubleFunction<String> text, String caption) {
    double bottom = up.start();
    for (double tick : ticks) {
      double x = across.at(tick);
      drawing.add(SvgElement.line("axis", x, bottom, x, bottom + 4));
      drawing.add(SvgElement.label("tick", x, bottom + 15, "middle", text.apply(tick)));
    }
    double middle = (across.start() + across.end()) / 2;
    drawing.add(SvgElement.label("caption", middle, bottom + 38, "middle", caption));
  }

  /** A line through the points; a dot where there is only one. */
  SvgElement curve(String style, List<Point> points) {
    return points.size() == 1
        ? dot(style, points.get(0))
        : SvgElement.of("polyline")
            .with("class", style)
            .with("points", points.stream().map(this::place).collect(Collectors.joining(" ")));
  }

  SvgElement dot(String style, Point point) {
    return SvgElement.circle(style, across.at(point.across()), up.at(point.up()), 3);
  }

  private String place(Point point) {
    return SvgElement.number(across.at(point.across()))
        + ","
        + SvgElement.number(up.at(point.up()));
  }
}
