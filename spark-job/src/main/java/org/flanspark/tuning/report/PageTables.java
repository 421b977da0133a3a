package org.flanspark.tuning.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.flanspark.tuning.evaluation.ClusterResult;
import org.flanspark.tuning.evaluation.EvaluationResults;
import org.flanspark.tuning.evaluation.SampleAnswer;
import org.flanspark.tuning.report.ReportPage.Chart;
import org.flanspark.tuning.report.ReportPage.Sample;
import org.flanspark.tuning.report.ReportPage.ShareRow;
import org.flanspark.tuning.report.ReportPage.TaskSamples;
import org.flanspark.tuning.report.RunReport.TaskShare;

/** The parts of the page that show the evaluation and the mixture. */
final class PageTables {
  private static final int MAX_PROMPT_CHARACTERS = 2000;

  private PageTables() {}

  /** A chart of the clusters trained on and one of those held out; none for an empty group. */
  static List<Chart> charts(EvaluationResults results) {
    Map<Boolean, List<ClusterResult>> groups =
        results.clusters().stream()
            .collect(
                Collectors.groupingBy(
                    ClusterResult::heldOut, LinkedHashMap::new, Collectors.toList()));
    double labels =
        LabelColumn.width(results.clusters().stream().map(ClusterResult::cluster).toList());
    return groups.entrySet().stream()
        .map(group -> chart(group.getKey(), group.getValue(), labels, results.confidence()))
        .toList();
  }

  private static Chart chart(
      boolean heldOut, List<ClusterResult> clusters, double labels, double confidence) {
    String title = heldOut ? "Held-out clusters" : "Clusters trained on";
    String note =
        heldOut
            ? "No task of these clusters was in training: what the model does here it was never"
                + " shown."
            : "Test examples of tasks whose training examples the model has seen.";
    List<ScoreChart.Bars> bars = clusters.stream().map(PageTables::bars).toList();
    return new Chart(
        title,
        note + " " + whiskers(bars, confidence),
        ScoreChart.draw(heldOut ? "held-out" : "trained-on", title, bars, labels));
  }

  private static String whiskers(List<ScoreChart.Bars> bars, double confidence) {
    long certain = bars.stream().filter(row -> row.tuned().interval() != null).count();
    String deviation = "the standard deviation over templates";
    if (certain == 0) {
      return "Whiskers: %s.".formatted(deviation);
    }
    String interval =
        "the %s %% confidence interval over test examples"
            .formatted(Amounts.significant(100 * confidence));
    return certain == bars.size()
        ? "Whiskers: %s.".formatted(interval)
        : "Whiskers: %s; where the value has no brackets, %s.".formatted(interval, deviation);
  }

  private static ScoreChart.Bars bars(ClusterResult cluster) {
    int tasks = cluster.tasks().size();
    return new ScoreChart.Bars(
        cluster.cluster(),
        "%s, %s".formatted(cluster.metric(), tasks == 1 ? "1 task" : tasks + " tasks"),
        ReportFacts.tuned(cluster.tuned(), cluster.certainty()),
        ReportFacts.untuned(cluster.untuned(), cluster.certainty()),
        cluster.majority(),
        cluster.chance());
  }

  static String place(boolean heldOut) {
    return heldOut ? "held out" : "trained on";
  }

  static List<ShareRow> shares(List<TaskShare> tasks) {
    return tasks.stream()
        .map(
            task ->
                new ShareRow(
                    task.task(),
                    task.cluster(),
                    Amounts.count(task.examples()),
                    Amounts.percent(task.requestedShare()),
                    Amounts.percent(task.realisedShareOfRows()),
                    Amounts.percent(task.realisedShareOfTokens())))
        .toList();
  }

  /** By task, in the order of the clusters. */
  static List<TaskSamples> samples(EvaluationResults results) {
    return results.clusters().stream()
        .flatMap(cluster -> cluster.tasks().stream())
        .map(
            task ->
                results.samples().stream().filter(sample -> sample.task().equals(task)).toList())
        .filter(samples -> !samples.isEmpty())
        .map(PageTables::samplesOfTask)
        .toList();
  }

  private static TaskSamples samplesOfTask(List<SampleAnswer> samples) {
    SampleAnswer any = samples.get(0);
    return new TaskSamples(
        any.task(),
        any.cluster(),
        place(any.heldOut()),
        samples.stream().map(PageTables::sample).toList());
  }

  private static Sample sample(SampleAnswer sample) {
    String untuned = sample.untunedAnswer();
    return new Sample(
        sample.right() ? "right" : "wrong",
        sample.right() ? "right" : "",
        cut(sample.prompt()),
        String.join(" | ", sample.expected()),
        shown(sample.answer()),
        untuned == null ? "" : shown(untuned),
        sample.exampleId());
  }

  private static String cut(String prompt) {
    return prompt.length() <= MAX_PROMPT_CHARACTERS
        ? prompt
        : prompt.substring(
                0, prompt.offsetByCodePoints(0, prompt.codePointCount(0, MAX_PROMPT_CHARACTERS)))
            + " …";
  }

  private static String shown(String answer) {
    return answer.isBlank() ? "(nothing)" : answer;
  }
}
