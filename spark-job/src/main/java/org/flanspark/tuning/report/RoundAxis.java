package org.flanspark.tuning.report;

import java.util.ArrayList;
import java.util.List;
import org.flanspark.tuning.report.PlotFrame.Point;

/**
 * Rounds from left to right.
 *
 * @param spans one or more, in order
 */
record RoundAxis(List<RoundSpan> spans) {
  private static final int TICKS = 8;
  private static final double GAP = 2;
  private static final double WIDEST = 48;

  RoundAxis {
    spans = List.copyOf(spans);
  }

  static RoundAxis of(Exchanges exchanges) {
    return new RoundAxis(RoundSpan.of(exchanges));
  }

  /** Each round is one wide, with its number in the middle. */
  LinearScale scale() {
    return new LinearScale(
        spans.get(0).first() - 0.5,
        spans.get(spans.size() - 1).last() + 0.5,
        PlotFrame.LEFT,
        PlotFrame.WIDTH - PlotFrame.RIGHT);
  }

  /** The numbers of rounds under the lowest plot. */
  void draw(SvgElement drawing, PlotFrame lowest) {
    LinearScale scale = scale();
    int ticks = (int) Math.min(TICKS, scale.to() - scale.from());
    lowest.drawAcross(drawing, scale.ticks(ticks), Amounts::plain, "round");
  }

  /** A part of a span's column, between two values. */
  SvgElement column(String style, PlotFrame plot, RoundSpan span, double from, double to) {
    double width = Math.min(WIDEST, width(span) - GAP);
    double left = scale().at(span.middle()) - width / 2;
    double top = plot.up().at(to);
    return SvgElement.rectangle(style, left, top, width, plot.up().at(from) - top);
  }

  /** The points of a curve: the spans that have the value. */
  List<Point> points(RoundSeries series) {
    List<Point> points = new ArrayList<>();
    for (RoundSpan span : spans) {
      span.mean(series.value()).ifPresent(mean -> points.add(new Point(span.middle(), mean)));
    }
    return points;
  }

  /** What a pointer shows anywhere on a span, from the upper plot to the lower. */
  SvgElement hint(PlotFrame upper, PlotFrame lower, RoundSpan span, String hint) {
    double left = scale().at(span.first() - 0.5);
    double top = upper.up().end();
    return SvgElement.rectangle("touch", left, top, width(span), lower.up().start() - top)
        .hint(hint);
  }

  private double width(RoundSpan span) {
    return scale().at(span.last() + 0.5) - scale().at(span.first() - 0.5);
  }
}
