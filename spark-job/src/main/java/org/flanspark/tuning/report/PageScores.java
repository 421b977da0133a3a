package org.flanspark.tuning.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.Manifest.TaskFacts;
import org.flanspark.tuning.evaluation.Certainty;
import org.flanspark.tuning.evaluation.ClusterResult;
import org.flanspark.tuning.evaluation.EvaluationResults;
import org.flanspark.tuning.evaluation.Gain;
import org.flanspark.tuning.evaluation.ModelScores;
import org.flanspark.tuning.evaluation.ScoreSummary;
import org.flanspark.tuning.evaluation.TaskResult;
import org.flanspark.tuning.metric.Interval;
import org.flanspark.tuning.metric.MetricFamily;
import org.flanspark.tuning.report.ReportPage.ClusterRows;
import org.flanspark.tuning.report.ReportPage.Guard;
import org.flanspark.tuning.report.ReportPage.Score;
import org.flanspark.tuning.report.ReportPage.ScoreRow;
import org.jspecify.annotations.Nullable;

/** The table of scores: each cluster with its tasks, also those whose numbers are withheld. */
final class PageScores {
  static final String NOTHING = "–";
  private static final String WITHHELD = "withheld";

  private final EvaluationResults results;
  private final Manifest manifest;

  PageScores(EvaluationResults results, Manifest manifest) {
    this.results = results;
    this.manifest = manifest;
  }

  /** Those trained on first. */
  List<ClusterRows> clusters() {
    return Stream.of(false, true)
        .flatMap(heldOut -> Stream.concat(measured(heldOut), withheld(heldOut)))
        .toList();
  }

  /** What intervals and p-values mean; empty where there are none. */
  String certainty() {
    if (results.clusters().stream().allMatch(cluster -> cluster.certainty() == null)) {
      return "";
    }
    return "In brackets: where the score lies with %s %% confidence, as far as the test examples"
            .formatted(Amounts.significant(100 * results.confidence()))
        + " decide it, by a bootstrap over them. A gain's p-value is of there being none, by a"
        + " paired bootstrap over the same examples, Holm-corrected over the clusters, or over the"
        + " tasks. A star marks p < 0.05: chance alone would give one such star in fewer than one"
        + " of twenty tables like this.";
  }

  private Stream<ClusterRows> measured(boolean heldOut) {
    return results.clusters().stream()
        .filter(cluster -> cluster.heldOut() == heldOut)
        .map(
            cluster ->
                new ClusterRows(
                    row(cluster), PageTables.place(heldOut), tasks(cluster.cluster(), heldOut)));
  }

  private List<ScoreRow> tasks(String cluster, boolean heldOut) {
    return results.tasks().stream()
        .filter(task -> task.cluster().equals(cluster))
        .filter(task -> task.heldOut() == heldOut)
        .map(this::row)
        .toList();
  }

  /** Clusters of which a task is withheld, and with it the cluster's own number. */
  private Stream<ClusterRows> withheld(boolean heldOut) {
    List<String> names = results.withheld().stream().map(Manifest.Contamination::task).toList();
    Map<String, List<TaskFacts>> byCluster =
        manifest.tasks().stream()
            .filter(task -> names.contains(task.name()))
            .filter(task -> task.heldOut() == heldOut)
            .collect(Collectors.groupingBy(TaskFacts::cluster, TreeMap::new, Collectors.toList()));
    return byCluster.entrySet().stream()
        .map(entry -> withheld(entry.getKey(), heldOut, entry.getValue()));
  }

  private ClusterRows withheld(String cluster, boolean heldOut, List<TaskFacts> tasks) {
    List<ScoreRow> rows = new ArrayList<>(tasks(cluster, heldOut));
    tasks.forEach(task -> rows.add(withheld(task.name(), metric(task))));
    return new ClusterRows(withheld(cluster, NOTHING), PageTables.place(heldOut), rows);
  }

  private static String metric(TaskFacts task) {
    return MetricFamily.find(task.metric()).map(MetricFamily::first).orElse(task.metric());
  }

  private static ScoreRow withheld(String name, String metric) {
    Score nothing = score(NOTHING);
    return new ScoreRow(
        name,
        metric,
        NOTHING,
        score(""),
        List.of(withheld()),
        NOTHING,
        nothing,
        nothing,
        nothing,
        NOTHING,
        NOTHING,
        List.of());
  }

  private static Guard withheld() {
    return new Guard(WITHHELD, "found", WITHHELD);
  }

  private record Others(
      @Nullable Double baselinePrompt,
      @Nullable Double majority,
      @Nullable Double chance,
      @Nullable Certainty certainty,
      List<Guard> guard,
      List<String> more) {}

  private ScoreRow row(ClusterResult cluster) {
    return row(
        cluster.cluster(),
        cluster.metric(),
        cluster.examples(),
        cluster.tuned(),
        cluster.untuned(),
        new Others(
            cluster.baselinePrompt(),
            cluster.majority(),
            cluster.chance(),
            cluster.certainty(),
            cluster.heldOut() ? List.of(guard(cluster.tasks())) : List.of(),
            more(cluster.metric(), cluster.tuned(), null)));
  }

  private ScoreRow row(TaskResult task) {
    ModelScores untuned = task.untuned();
    ScoreSummary tuned = task.tuned().summary();
    return row(
        task.task(),
        task.metric(),
        task.examples(),
        tuned,
        untuned == null ? null : untuned.summary(),
        new Others(
            untuned == null ? null : untuned.baselinePrompt(),
            task.majority(),
            task.chance(),
            task.certainty(),
            task.heldOut() ? List.of(guard(List.of(task.task()))) : List.of(),
            more(task.metric(), tuned, task.signature())));
  }

  private static ScoreRow row(
      String name,
      String metric,
      long examples,
      ScoreSummary tuned,
      @Nullable ScoreSummary untuned,
      Others others) {
    Certainty certainty = others.certainty();
    return new ScoreRow(
        name,
        metric,
        Amounts.count(examples),
        score(tuned, certainty == null ? null : certainty.tuned()),
        others.guard(),
        orDash(tuned.bestDev()),
        untuned == null
            ? score(NOTHING)
            : score(untuned, certainty == null ? null : certainty.untuned()),
        gain(tuned, untuned, certainty == null ? null : certainty.gain()),
        baselinePrompt(
            others.baselinePrompt(), certainty == null ? null : certainty.gainOverBaselinePrompt()),
        orDash(others.majority()),
        orDash(others.chance()),
        others.more());
  }

  private static Score score(String value) {
    return new Score(value, "", List.of());
  }

  private static Score score(ScoreSummary summary, @Nullable Interval interval) {
    return new Score(
        Amounts.percent(summary.mean(), summary.std()),
        "",
        interval == null ? List.of() : List.of(Amounts.interval(interval)));
  }

  private static Score gain(
      ScoreSummary tuned, @Nullable ScoreSummary untuned, @Nullable Gain gain) {
    if (untuned == null) {
      return score(NOTHING);
    }
    String difference = Amounts.difference(tuned.mean(), untuned.mean());
    return gain == null
        ? score(difference)
        : new Score(difference + star(gain), gain.isSignificant() ? "certain" : "", notes(gain));
  }

  private static Score baselinePrompt(@Nullable Double score, @Nullable Gain gain) {
    if (score == null || gain == null) {
      return score(orDash(score));
    }
    List<String> notes = new ArrayList<>();
    notes.add("gain " + Amounts.difference(gain.difference(), 0.0) + star(gain));
    notes.addAll(notes(gain));
    return new Score(Amounts.percent(score), "", notes);
  }

  private static String star(Gain gain) {
    return gain.isSignificant() ? " ★" : "";
  }

  private static List<String> notes(Gain gain) {
    return List.of(Amounts.differences(gain.interval()), Amounts.pValue(gain.adjustedPValue()));
  }

  static String orDash(@Nullable Double share) {
    return share == null ? NOTHING : Amounts.percent(share);
  }

  /** The metrics beside the first, of the tuned model, and how they were computed. */
  private static List<String> more(String first, ScoreSummary tuned, @Nullable String signature) {
    Stream<String> metrics =
        tuned.metrics().entrySet().stream()
            .filter(metric -> !metric.getKey().equals(first))
            .map(metric -> metric.getKey() + " " + Amounts.percent(metric.getValue().mean()));
    return Stream.concat(metrics, Stream.ofNullable(signature)).toList();
  }

  /** What training holds of the tasks' inputs. */
  private Guard guard(List<String> tasks) {
    List<Manifest.Contamination> verdicts =
        tasks.stream().flatMap(task -> manifest.contaminationOf(task).stream()).toList();
    if (verdicts.size() < tasks.size()) {
      return new Guard("not checked", "", "");
    }
    if (!verdicts.stream().allMatch(Manifest.Contamination::mayBeReported)) {
      return withheld();
    }
    long found = verdicts.stream().mapToLong(Manifest.Contamination::found).sum();
    long checked = verdicts.stream().mapToLong(Manifest.Contamination::checked).sum();
    return found == 0
        ? new Guard("clean", "clean", "")
        : new Guard(
            "%s of %s inputs were in training, dropped"
                .formatted(Amounts.count(found), Amounts.count(checked)),
            "found",
            "found");
  }
}
