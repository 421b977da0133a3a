package org.flanspark.tuning.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flanspark.tuning.evaluation.ClusterResult;
import org.flanspark.tuning.evaluation.EvaluationResults;
import org.flanspark.tuning.evaluation.ModelScores;
import org.flanspark.tuning.evaluation.SampleAnswer;
import org.flanspark.tuning.evaluation.ScoreSummary;
import org.flanspark.tuning.evaluation.TaskResult;
import org.flanspark.tuning.report.ReportPage.Chart;
import org.flanspark.tuning.report.ReportPage.ClusterRows;
import org.flanspark.tuning.report.ReportPage.Sample;
import org.flanspark.tuning.report.ReportPage.ScoreRow;
import org.flanspark.tuning.report.ReportPage.ShareRow;
import org.flanspark.tuning.report.ReportPage.TaskSamples;
import org.flanspark.tuning.report.RunReport.Scores;
import org.flanspark.tuning.report.RunReport.TaskShare;
import org.jspecify.annotations.Nullable;

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
        .map(group -> chart(group.getKey(), group.getValue(), labels))
        .toList();
  }

  private static Chart chart(boolean heldOut, List<ClusterResult> clusters, double labels) {
    String title = heldOut ? "Held-out clusters" : "Clusters trained on";
    String note =
        heldOut
            ? "No task of these clusters was in training: what the model does here it was never"
                + " shown."
            : "Test examples of tasks whose training examples the model has seen.";
    return new Chart(
        title,
        note,
        ScoreChart.draw(
            heldOut ? "held-out" : "trained-on",
            title,
            clusters.stream().map(PageTables::bars).toList(),
            labels));
  }

  private static ScoreChart.Bars bars(ClusterResult cluster) {
    ScoreSummary untuned = cluster.untuned();
    int tasks = cluster.tasks().size();
    return new ScoreChart.Bars(
        cluster.cluster(),
        "%s, %s".formatted(cluster.metric(), tasks == 1 ? "1 task" : tasks + " tasks"),
        Scores.of(cluster.tuned()),
        untuned == null ? null : Scores.of(untuned),
        cluster.majority(),
        cluster.chance());
  }

  /** Each cluster with its tasks. */
  static List<ClusterRows> clusters(EvaluationResults results) {
    return results.clusters().stream().map(cluster -> rows(cluster, results)).toList();
  }

  private static ClusterRows rows(ClusterResult cluster, EvaluationResults results) {
    List<ScoreRow> tasks =
        results.tasks().stream()
            .filter(task -> task.cluster().equals(cluster.cluster()))
            .filter(task -> task.heldOut() == cluster.heldOut())
            .map(PageTables::row)
            .toList();
    ScoreRow row =
        row(
            cluster.cluster(),
            cluster.metric(),
            cluster.examples(),
            cluster.tuned(),
            cluster.untuned(),
            new Others(null, cluster.baselinePrompt(), cluster.majority(), cluster.chance()));
    return new ClusterRows(row, place(cluster.heldOut()), tasks);
  }

  private record Others(
      @Nullable String signature,
      @Nullable Double baselinePrompt,
      @Nullable Double majority,
      @Nullable Double chance) {}

  private static ScoreRow row(TaskResult task) {
    ModelScores untuned = task.untuned();
    return row(
        task.task(),
        task.metric(),
        task.examples(),
        task.tuned().summary(),
        untuned == null ? null : untuned.summary(),
        new Others(
            task.signature(),
            untuned == null ? null : untuned.baselinePrompt(),
            task.majority(),
            task.chance()));
  }

  private static ScoreRow row(
      String name,
      String metric,
      long examples,
      ScoreSummary tuned,
      @Nullable ScoreSummary untuned,
      Others others) {
    return new ScoreRow(
        name,
        metric,
        Amounts.count(examples),
        Amounts.percent(tuned.mean(), tuned.std()),
        orDash(tuned.bestDev()),
        untuned == null ? "–" : Amounts.percent(untuned.mean(), untuned.std()),
        untuned == null ? "" : Amounts.difference(tuned.mean(), untuned.mean()),
        orDash(others.baselinePrompt()),
        orDash(others.majority()),
        orDash(others.chance()),
        more(metric, tuned, others.signature()));
  }

  private static String orDash(@Nullable Double share) {
    return share == null ? "–" : Amounts.percent(share);
  }

  /** The metrics beside the first, of the tuned model, and how they were computed. */
  private static List<String> more(String first, ScoreSummary tuned, @Nullable String signature) {
    Stream<String> metrics =
        tuned.metrics().entrySet().stream()
            .filter(metric -> !metric.getKey().equals(first))
            .map(metric -> metric.getKey() + " " + Amounts.percent(metric.getValue().mean()));
    return Stream.concat(metrics, Stream.ofNullable(signature)).toList();
  }

  private static String place(boolean heldOut) {
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
