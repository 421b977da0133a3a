package org.flanspark.tuning.report;

import java.util.List;

/**
 * What {@code report.html} shows, as the texts that its template puts in their places. An empty
 * text or list leaves its part out.
 *
 * @param name of the run
 * @param style the style sheet
 * @param summary what was trained, on what, with what held out
 * @param tiles the few numbers that count
 * @param scores a chart for the clusters trained on, and one for those held out
 * @param clusters the same in numbers, with their tasks
 * @param certainty what intervals and p-values of these numbers mean; empty where there are none
 * @param ways other ways of asking, by cluster
 * @param normalisations how options' log-probabilities can be normalised
 * @param normalised the tasks' scores by each of them
 * @param loss the chart of the losses
 * @param averaging what the rounds spent beside training: one, or none where they do not tell
 * @param plan what was foretold, beside what came of it; none where it is not known
 * @param mixture the chart of the shares
 * @param shares the same in numbers
 * @param samples answers, by task
 * @param facts what training took
 * @param settings the effective configuration
 * @param versions of what prepared the data
 */
record ReportPage(
    String name,
    String style,
    List<String> summary,
    List<Tile> tiles,
    List<Chart> scores,
    List<ClusterRows> clusters,
    String certainty,
    List<WayRows> ways,
    List<String> normalisations,
    List<NormalisedRows> normalised,
    List<Verdict> contamination,
    String loss,
    List<Averaging> averaging,
    List<PlannedRows> plan,
    String mixture,
    List<ShareRow> shares,
    String lengths,
    List<TaskSamples> samples,
    List<Fact> facts,
    String settings,
    List<Fact> versions) {

  /** A number with what it is, and what to hold it against. */
  record Tile(String label, String value, String note) {}

  /**
   * A drawing.
   *
   * @param svg trusted XML
   */
  record Chart(String title, String note, String svg) {}

  /**
   * What was found of one task's inputs in training.
   *
   * @param verdict what follows from it
   */
  record Verdict(
      String task,
      String place,
      String checked,
      String found,
      String trainingExamples,
      String sources,
      String verdict,
      List<String> evidence) {}

  /** A cluster's row of the table, and its tasks'. */
  record ClusterRows(ScoreRow cluster, String place, List<ScoreRow> tasks) {}

  /**
   * A row of the table of scores.
   *
   * @param guard what training holds of the inputs: one verdict for a score that is held out, none
   *     for another
   * @param more about the metric
   */
  record ScoreRow(
      String name,
      String metric,
      String examples,
      Score tuned,
      List<Guard> guard,
      String bestDev,
      Score untuned,
      Score gain,
      Score baselinePrompt,
      String majority,
      String chance,
      List<String> more) {}

  /**
   * A number of the table of scores.
   *
   * @param style of the number
   * @param notes lines beneath it
   */
  record Score(String value, String style, List<String> notes) {}

  /**
   * A verdict on contamination.
   *
   * @param evidence not empty where there is some to see
   */
  record Guard(String verdict, String style, String evidence) {}

  /** A cluster's scores by the way of asking. */
  record WayRows(String name, String place, List<Way> ways) {}

  /** A way of asking. */
  record Way(String style, String shots, String tuned, String untuned) {}

  /** A task's scores by the normalisation. */
  record NormalisedRows(String name, String metric, List<Normalised> models) {}

  /** A model's, in the order of the heading. */
  record Normalised(String model, List<String> scores) {}

  /**
   * The plots and the table of what averaging took.
   *
   * @param joined says how many rounds a mark of the plots stands for; empty for one
   * @param phases of the columns
   * @param workers of the curves of norms
   */
  record Averaging(
      String joined,
      List<Key> phases,
      String seconds,
      List<Key> workers,
      String norms,
      String cosines,
      List<AmountRows> amounts) {}

  /** What a colour of a plot stands for. */
  record Key(String style, String name) {}

  /** A row of the table of averaging that sums up others. */
  record AmountRows(Amount whole, List<Amount> parts) {}

  /** A row of the table of averaging. */
  record Amount(String name, String eachRound, String allRounds, String share) {}

  /** A group of rows of the table of what was planned. */
  record PlannedRows(String name, List<Planned> rows) {}

  /** A row of the table of what was planned, with the measured part of it in per cent. */
  record Planned(String name, String planned, String measured, String share) {}

  /** A row of the table of shares. */
  record ShareRow(
      String task,
      String cluster,
      String examples,
      String requested,
      String realisedRows,
      String realisedTokens) {}

  /** A task's answers. */
  record TaskSamples(String task, String cluster, String place, List<Sample> samples) {}

  /** One answer; {@code right} is empty for a wrong one. */
  record Sample(
      String verdict,
      String right,
      String prompt,
      String expected,
      String answer,
      String untunedAnswer,
      String exampleId) {}

  /** A name and a value. */
  record Fact(String name, String value) {}
}
