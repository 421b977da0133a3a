package org.flanspark.tuning.report;

import org.flanspark.tuning.metric.Interval;
import org.jspecify.annotations.Nullable;

/** The axis of bars that stand for shares, in per cent, with what is marked along it. */
final class ScoreAxis {
  private static final double ABOVE = 4;
  private static final double MARK = 21;

  private final LinearScale scale;

  /** Of a drawing whose bars lie between two places across it. */
  ScoreAxis(double from, double to) {
    this.scale = new LinearScale(0, 1, from, to);
  }

  /** Draws the lines behind bars from top to bottom, and the numbers under them. */
  void draw(SvgElement drawing, double top, double bottom) {
    for (double tick : scale.ticks(5)) {
      double x = scale.at(tick);
      drawing.add(SvgElement.line("grid", x, top - ABOVE, x, bottom));
      drawing.add(SvgElement.label("tick", x, bottom + 14, "middle", Amounts.plain(100 * tick)));
    }
    drawing.add(SvgElement.line("axis", scale.at(0), top - ABOVE, scale.at(0), bottom));
    drawing.add(
        SvgElement.label("caption", scale.at(0.5), bottom + 34, "middle", "score, per cent"));
  }

  /** On the axis, at whose beginning a correlation below 0 stands too. */
  double at(double score) {
    return scale.at(Math.min(1, Math.max(0, score)));
  }

  void bar(SvgElement drawing, String style, double score, double top, double height, String hint) {
    drawing.add(
        SvgElement.rectangle(style, scale.at(0), top, at(score) - scale.at(0), height).hint(hint));
  }

  void whiskers(SvgElement drawing, @Nullable Interval interval, double middle) {
    if (interval == null) {
      return;
    }
    double from = at(interval.low());
    double to = at(interval.high());
    drawing.add(SvgElement.line("deviation", from, middle, to, middle));
    drawing.add(SvgElement.line("deviation", from, middle - 4, from, middle + 4));
    drawing.add(SvgElement.line("deviation", to, middle - 4, to, middle + 4));
  }

  /** Marks what guessing comes to, where it is known; hints begin with what the row is of. */
  void guesses(
      SvgElement drawing,
      String what,
      @Nullable Double chance,
      @Nullable Double majority,
      double middle) {
    if (chance != null) {
      double x = at(chance);
      drawing.add(
          SvgElement.line("chance", x, middle - MARK, x, middle + MARK)
              .hint(hint(what, "chance", chance)));
    }
    if (majority != null) {
      drawing.add(
          SvgElement.diamond("majority", at(majority), middle, 6)
              .hint(hint(what, "majority class", majority)));
    }
  }

  static String hint(String of, String what, double score) {
    return "%s, %s: %s %%".formatted(of, what, Amounts.percent(score));
  }
}
