package org.flanspark.tuning.report;

import java.util.List;
import org.flanspark.tuning.metric.Interval;
import org.jspecify.annotations.Nullable;

/**
 * Bars of the tuned and the untuned model side by side, and marks for chance and the majority
 * class. Whiskers are the score's interval, or its deviation over templates where it has none.
 * Scores are shares; the axis is in per cent.
 */
final class ScoreChart {
  private static final double WIDTH = 860;
  private static final double VALUES = 130;
  private static final double TOP = 12;
  private static final double ROW = 48;
  private static final double BAR = 15;
  private static final double AXIS = 46;

  private final String id;
  private final List<Bars> rows;
  private final double labels;
  private final ScoreAxis axis;

  private ScoreChart(String id, List<Bars> rows, double labels) {
    this.id = id;
    this.rows = rows;
    this.labels = labels;
    this.axis = new ScoreAxis(labels, WIDTH - VALUES);
  }

  /**
   * One row of the chart.
   *
   * @param label of the row
   * @param note a second line under the label
   */
  record Bars(
      String label,
      String note,
      RunReport.Scores tuned,
      RunReport.@Nullable Scores untuned,
      @Nullable Double majority,
      @Nullable Double chance) {}

  /**
   * The drawing as XML.
   *
   * @param labels the width for the rows' labels, alike in charts that stand together
   */
  static String draw(String id, String title, List<Bars> rows, double labels) {
    return new ScoreChart(id, List.copyOf(rows), labels).draw(title);
  }

  private String draw(String title) {
    double height = TOP + rows.size() * ROW + AXIS;
    SvgElement drawing = SvgElement.drawing(id, WIDTH, height, title, description());
    axis.draw(drawing, TOP, TOP + rows.size() * ROW);
    for (int i = 0; i < rows.size(); i++) {
      drawRow(drawing, rows.get(i), TOP + i * ROW);
    }
    return drawing.render();
  }

  private String description() {
    return String.join(
        "; ",
        rows.stream()
            .map(row -> row.label() + ": tuned " + value(row.tuned()) + " %" + untuned(row))
            .toList());
  }

  private static String untuned(Bars row) {
    RunReport.Scores scores = row.untuned();
    return scores == null ? "" : ", untuned " + value(scores) + " %";
  }

  private static String value(RunReport.Scores scores) {
    Interval interval = scores.interval();
    return scores.mean() == null || interval == null
        ? Amounts.percent(scores.mean(), scores.std())
        : Amounts.percent(scores.mean()) + " " + Amounts.interval(interval);
  }

  private void drawRow(SvgElement drawing, Bars row, double top) {
    double middle = top + ROW / 2;
    drawing.add(LabelColumn.label(labels, middle - 8, row.label()));
    drawing.add(SvgElement.label("note", labels - 10, middle + 9, "end", row.note()));
    RunReport.Scores untuned = row.untuned();
    double first = untuned == null ? middle - BAR / 2 : middle - BAR - 1;
    drawBar(drawing, "tuned", row.label() + ", tuned", row.tuned(), first);
    if (untuned != null) {
      drawBar(drawing, "untuned", row.label() + ", untuned", untuned, middle + 1);
    }
    axis.guesses(drawing, row.label(), row.chance(), row.majority(), middle);
  }

  private void drawBar(
      SvgElement drawing, String style, String what, RunReport.Scores scores, double top) {
    Double mean = scores.mean();
    double middle = top + BAR / 2;
    if (mean == null) {
      drawing.add(SvgElement.label("note", labels + 6, middle, "start", Amounts.NOT_MEASURED));
      return;
    }
    String value = value(scores);
    axis.bar(drawing, style, mean, top, BAR, what + ": " + value + " %");
    axis.whiskers(drawing, whiskers(mean, scores), middle);
    drawing.add(SvgElement.label("value", WIDTH, middle, "end", value));
  }

  private static @Nullable Interval whiskers(double mean, RunReport.Scores scores) {
    Interval interval = scores.interval();
    Double deviation = scores.std();
    if (interval == null && deviation != null) {
      interval = new Interval(mean - deviation, mean + deviation);
    }
    // No room for one between two ends that are the same.
    return interval == null || interval.low() == interval.high() ? null : interval;
  }
}
