package org.flanspark.tuning.report;

import java.util.List;
import org.flanspark.tuning.metric.Interval;
import org.jspecify.annotations.Nullable;

/**
 * A study's bars: a group a run, in it a row a way of asking, in it the tuned and the untuned
 * model, with the intervals that are known. Scores are shares; the axis is in per cent.
 */
final class StudyBars {
  private static final double WIDTH = 860;
  private static final double VALUES = 140;
  private static final double TOP = 12;
  private static final double ROW = 48;
  private static final double BAR = 15;
  private static final double AXIS = 46;
  private static final double GAP = 10;

  /** Of the small font of notes, on average. */
  private static final double NOTE_CHARACTER = 6.5;

  private final String id;
  private final List<Row> rows;
  private final double labels;
  private final ScoreAxis axis;

  private StudyBars(String id, List<Row> rows) {
    this.id = id;
    this.rows = rows;
    this.labels = labels(rows);
    this.axis = new ScoreAxis(labels, WIDTH - VALUES);
  }

  /**
   * A row of the drawing.
   *
   * @param run that it belongs to
   * @param first whether it is the first of its run
   * @param note under the run's name
   * @param untuned null where nothing of this study has one
   * @param parts of which the tuned score is the mean; none for a score of its own
   * @param paper what the paper reports
   */
  record Row(
      String run,
      boolean first,
      String note,
      Bar tuned,
      @Nullable Bar untuned,
      List<Part> parts,
      @Nullable Double majority,
      @Nullable Double chance,
      @Nullable Double paper) {
    Row {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A model's score.
   *
   * @param absent says why there is none; empty where that is said already
   */
  record Bar(@Nullable Double score, @Nullable Interval interval, String absent) {
    String text() {
      if (score == null) {
        return absent;
      }
      String ends = interval == null ? "" : " (" + StudyNumbers.ends(interval) + ")";
      return Amounts.percent(score) + ends;
    }
  }

  /** One of the scores that a mean is of. */
  record Part(String name, double score) {}

  /** The drawing as XML. */
  static String draw(String id, String title, List<Row> rows) {
    return new StudyBars(id, List.copyOf(rows)).draw(title);
  }

  private static double labels(List<Row> rows) {
    int notes = rows.stream().mapToInt(row -> row.note().length()).max().orElse(0);
    return Math.max(
        LabelColumn.width(rows.stream().map(Row::run).toList()), 2 * GAP + NOTE_CHARACTER * notes);
  }

  private String draw(String title) {
    double bottom = TOP + rows.size() * ROW;
    SvgElement drawing = SvgElement.drawing(id, WIDTH, bottom + AXIS, title, description());
    axis.draw(drawing, TOP, bottom);
    for (int i = 0; i < rows.size(); i++) {
      drawRow(drawing, rows.get(i), TOP + i * ROW);
    }
    return drawing.render();
  }

  private String description() {
    return "Per cent: " + String.join("; ", rows.stream().map(StudyBars::description).toList());
  }

  private static String description(Row row) {
    Bar untuned = row.untuned();
    return what(row)
        + ": tuned "
        + row.tuned().text()
        + (untuned == null || untuned.text().isEmpty() ? "" : ", untuned " + untuned.text());
  }

  private static String what(Row row) {
    return row.note().isEmpty() ? row.run() : row.run() + ", " + row.note();
  }

  private void drawRow(SvgElement drawing, Row row, double top) {
    double middle = top + ROW / 2;
    drawLabels(drawing, row, top, middle);
    Bar untuned = row.untuned();
    double first = untuned == null ? middle - BAR / 2 : middle - BAR - 1;
    drawBar(drawing, "tuned", what(row) + ", tuned", row.tuned(), first);
    if (untuned != null) {
      drawBar(drawing, "untuned", what(row) + ", untuned", untuned, middle + 1);
    }
    drawMarks(drawing, row, middle, first + BAR / 2);
  }

  private void drawLabels(SvgElement drawing, Row row, double top, double middle) {
    if (row.first()) {
      double line = row.note().isEmpty() ? middle : middle - 8;
      drawing.add(LabelColumn.label(labels, line, row.run()));
      drawing.add(SvgElement.line("grid", 0, top, WIDTH, top));
    }
    if (!row.note().isEmpty()) {
      double line = row.first() ? middle + 9 : middle;
      drawing.add(SvgElement.label("note", labels - GAP, line, "end", row.note()));
    }
  }

  private void drawBar(SvgElement drawing, String style, String what, Bar bar, double top) {
    Double score = bar.score();
    double middle = top + BAR / 2;
    if (score == null && bar.absent().isEmpty()) {
      return;
    }
    if (score == null) {
      drawing.add(SvgElement.label("note", labels + 6, middle, "start", bar.absent()));
      return;
    }
    axis.bar(drawing, style, score, top, BAR, what + ": " + bar.text() + " %");
    axis.whiskers(drawing, bar.interval(), middle);
    drawing.add(SvgElement.label("value", WIDTH, middle, "end", bar.text()));
  }

  private void drawMarks(SvgElement drawing, Row row, double middle, double tuned) {
    for (Part part : row.parts()) {
      drawing.add(
          SvgElement.circle("part", axis.at(part.score()), tuned, 3.5)
              .hint(ScoreAxis.hint(what(row), part.name() + ", tuned", part.score())));
    }
    axis.guesses(drawing, what(row), row.chance(), row.majority(), middle);
    Double paper = row.paper();
    if (paper != null) {
      drawing.add(
          SvgElement.circle("ring", axis.at(paper), middle, 6)
              .hint(ScoreAxis.hint(what(row), StudyNumbers.PAPER, paper)));
    }
  }
}
