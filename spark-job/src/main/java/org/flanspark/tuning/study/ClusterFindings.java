package org.flanspark.tuning.study;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.Manifest;
import org.flanspark.tuning.evaluation.AskedCertainty;
import org.flanspark.tuning.evaluation.Asking;
import org.flanspark.tuning.evaluation.Certainty;
import org.flanspark.tuning.evaluation.ClusterResult;
import org.flanspark.tuning.evaluation.ConditionScores;
import org.flanspark.tuning.evaluation.EvaluationResults;
import org.flanspark.tuning.evaluation.ModelScores;
import org.flanspark.tuning.evaluation.ScoreSummary;
import org.flanspark.tuning.evaluation.TaskResult;
import org.flanspark.tuning.metric.MeanAndDeviation;
import org.flanspark.tuning.report.StudyReport;
import org.flanspark.tuning.report.StudyReport.ClusterPoint;
import org.jspecify.annotations.Nullable;

/**
 * One run's results by cluster, for a way of asking.
 *
 * @param results of the run's evaluation
 * @param manifest of its data, for what the guard found
 */
record ClusterFindings(EvaluationResults results, Manifest manifest) {
  /** Instructions, with as few exemplars as were asked for. */
  Asking main() {
    int fewest =
        results.tasks().stream()
            .flatMap(task -> task.tuned().conditions().stream())
            .mapToInt(ConditionScores::shots)
            .min()
            .orElse(0);
    return new Asking(EvaluationRow.INSTRUCTIONS, fewest);
  }

  /** Whether anything was asked so. */
  boolean has(Asking asking) {
    return results.tasks().stream().anyMatch(task -> summary(task.tuned(), asking).isPresent());
  }

  /**
   * The clusters to compare, sorted by name.
   *
   * @param wanted of them; empty for all that were held out
   */
  Collection<String> measured(List<String> wanted) {
    TreeSet<String> clusters =
        Stream.concat(
                results.tasks().stream()
                    .filter(task -> task.heldOut() || !wanted.isEmpty())
                    .map(TaskResult::cluster),
                withheld()
                    .filter(task -> !task.trained() || !wanted.isEmpty())
                    .map(Manifest.TaskFacts::cluster))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!wanted.isEmpty()) {
      clusters.retainAll(wanted);
    }
    return clusters;
  }

  private Stream<Manifest.TaskFacts> withheld() {
    List<String> names = results.withheld().stream().map(Manifest.Contamination::task).toList();
    return manifest.tasks().stream().filter(task -> names.contains(task.name()));
  }

  /** What one cluster came to. */
  ClusterPoint of(String cluster, Asking asking) {
    List<TaskResult> tasks =
        results.tasks().stream().filter(task -> task.cluster().equals(cluster)).toList();
    Optional<ClusterResult> whole =
        results.clusters().stream().filter(found -> found.cluster().equals(cluster)).findFirst();
    List<TaskResult> shown = whole.isPresent() ? tasks : List.of();
    return new ClusterPoint(
        cluster,
        whole.map(ClusterResult::metric).orElse(ClusterResult.MIXED),
        tasks.stream().map(TaskResult::task).toList(),
        tasks.stream().mapToLong(TaskResult::examples).sum(),
        tasks.stream().anyMatch(TaskResult::heldOut),
        MeanAndDeviation.meanOrNull(
            shown, task -> number(task.tuned(), asking, ScoreSummary::mean)),
        MeanAndDeviation.meanOrNull(shown, task -> number(task.tuned(), asking, ScoreSummary::std)),
        MeanAndDeviation.meanOrNull(
            shown, task -> number(task.untuned(), asking, ScoreSummary::mean)),
        MeanAndDeviation.meanOrNull(
            shown, task -> number(task.untuned(), asking.ofBaseline(), ScoreSummary::mean)),
        whole.map(ClusterResult::majority).orElse(null),
        whole.map(ClusterResult::chance).orElse(null),
        whole.flatMap(found -> certainty(found, asking)).orElse(null),
        verdict(cluster));
  }

  private Optional<Certainty> certainty(ClusterResult cluster, Asking asking) {
    return asking.equals(main())
        ? Optional.ofNullable(cluster.certainty())
        : cluster.otherAsking().stream()
            .filter(other -> other.asking().equals(asking))
            .map(AskedCertainty::certainty)
            .findFirst();
  }

  private static Optional<ScoreSummary> summary(@Nullable ModelScores scores, Asking asking) {
    return Optional.ofNullable(scores)
        .flatMap(found -> found.condition(asking))
        .map(ConditionScores::summary);
  }

  private static @Nullable Double number(
      @Nullable ModelScores scores, Asking asking, Function<ScoreSummary, @Nullable Double> part) {
    return summary(scores, asking).map(part).orElse(null);
  }

  /** What the guard says of the cluster's tasks, in words. */
  private String verdict(String cluster) {
    List<Manifest.Contamination> verdicts =
        manifest.tasks().stream()
            .filter(task -> task.cluster().equals(cluster))
            .flatMap(task -> manifest.contaminationOf(task.name()).stream())
            .toList();
    if (verdicts.isEmpty()) {
      return "not checked";
    }
    long found = verdicts.stream().mapToLong(Manifest.Contamination::found).sum();
    long checked = verdicts.stream().mapToLong(Manifest.Contamination::checked).sum();
    if (found == 0) {
      return "clean: none of %s inputs in training".formatted(checked);
    }
    boolean reported = verdicts.stream().allMatch(Manifest.Contamination::mayBeReported);
    return "%s: %s of %s inputs stood in training"
        .formatted(
            reported ? "clean, since the examples were dropped" : StudyReport.WITHHELD,
            found,
            checked);
  }
}
