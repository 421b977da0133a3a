package org.flanspark.tuning.report;

import java.util.List;

/**
 * What {@code study.html} shows, as the texts that its template puts in their places. An empty text
 * or list leaves its part out.
 *
 * @param style the style sheet
 * @param summary what came out, in a paragraph
 * @param figures the study's figure, and its parts
 * @param interval what the intervals of the table are called
 * @param hasPaper whether the paper reports a number
 * @param points the figure in numbers
 */
record StudyPage(
    String name,
    String title,
    String question,
    String style,
    String summary,
    List<Figure> figures,
    String interval,
    boolean hasPaper,
    List<PointRows> points,
    List<RunRow> runs) {

  /**
   * A drawing and what its marks stand for.
   *
   * @param svg trusted XML
   */
  record Figure(String title, String note, List<LegendKey> legend, String svg) {}

  /**
   * A mark and its meaning.
   *
   * @param svg trusted XML
   */
  record LegendKey(String svg, String name) {}

  /** The rows of one run, asked in one way. */
  record PointRows(String run, String asked, List<Row> rows) {
    int span() {
      return rows.size();
    }
  }

  /**
   * One cluster, or the mean of several.
   *
   * @param guard what the contamination guard says
   */
  record Row(
      boolean mean,
      String cluster,
      String metric,
      String examples,
      Cell tuned,
      Cell untuned,
      Cell gain,
      Cell baselinePrompt,
      String majority,
      String chance,
      String guard,
      String paper) {}

  /** A number, and in small print what is to be known of it. */
  record Cell(String value, List<String> more) {
    static Cell of(String value) {
      return new Cell(value, List.of());
    }
  }

  /**
   * What was done in one run.
   *
   * @param link to its own page; empty where there is none
   * @param settings that set it apart
   * @param longSettings whether they are better not shown unasked
   * @param verdict right or wrong
   */
  record RunRow(
      String name,
      String label,
      String link,
      List<ReportPage.Fact> settings,
      boolean longSettings,
      String tokens,
      String validationLoss,
      String prepare,
      String train,
      String evaluate,
      String verdict,
      String outcome) {}
}
