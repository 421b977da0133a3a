package org.flanspark.tuning.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flanspark.tuning.metric.MeanAndDeviation;
import org.jspecify.annotations.Nullable;

/** Tasks' results to clusters' results. */
final class ClusterTable {
  private record Key(String cluster, boolean heldOut) {}

  private ClusterTable() {}

  /**
   * One for each cluster; those trained on first, then held-out ones, each sorted by name.
   *
   * @param withheld clusters whose number is not to be had
   * @param certainties of the same scores
   */
  static List<ClusterResult> of(
      List<TaskResult> tasks, Set<String> withheld, Certainties certainties) {
    Map<Key, List<TaskResult>> byCluster =
        tasks.stream()
            .filter(task -> !withheld.contains(task.cluster()))
            .collect(
                Collectors.groupingBy(
                    task -> new Key(task.cluster(), task.heldOut()),
                    () ->
                        new TreeMap<>(
                            Comparator.comparing(Key::heldOut).thenComparing(Key::cluster)),
                    Collectors.toList()));
    List<ClusterResult> clusters = new ArrayList<>();
    byCluster.forEach((key, members) -> clusters.add(cluster(key, members, certainties)));
    return clusters;
  }

  private static ClusterResult cluster(Key key, List<TaskResult> tasks, Certainties certainties) {
    return new ClusterResult(
        key.cluster(),
        key.heldOut(),
        metric(tasks),
        tasks.stream().map(TaskResult::task).toList(),
        tasks.stream().mapToLong(TaskResult::examples).sum(),
        summary(tasks.stream().map(task -> task.tuned().summary()).toList()),
        untuned(tasks),
        MeanAndDeviation.meanOrNull(
            tasks, task -> task.untuned() == null ? null : task.untuned().baselinePrompt()),
        MeanAndDeviation.meanOrNull(tasks, TaskResult::majority),
        MeanAndDeviation.meanOrNull(tasks, TaskResult::chance),
        certainties.clusters().get(key.cluster()),
        certainties.otherAsking().getOrDefault(key.cluster(), List.of()));
  }

  private static String metric(List<TaskResult> tasks) {
    Set<String> metrics =
        tasks.stream().map(TaskResult::metric).collect(Collectors.toCollection(TreeSet::new));
    return metrics.size() == 1 ? metrics.iterator().next() : ClusterResult.MIXED;
  }

  private static @Nullable ScoreSummary untuned(List<TaskResult> tasks) {
    List<ScoreSummary> summaries =
        tasks.stream()
            .flatMap(task -> Stream.ofNullable(task.untuned()))
            .map(ModelScores::summary)
            .toList();
    return summaries.size() < tasks.size() ? null : summary(summaries);
  }

  private static ScoreSummary summary(List<ScoreSummary> tasks) {
    return new ScoreSummary(
        MeanAndDeviation.meanOrNull(tasks, ScoreSummary::mean),
        MeanAndDeviation.meanOrNull(tasks, ScoreSummary::std),
        MeanAndDeviation.meanOrNull(tasks, ScoreSummary::bestDev),
        metrics(tasks),
        normalisations(tasks));
  }

  /** Of the metrics that all tasks have. */
  private static Map<String, MeanAndDeviation> metrics(List<ScoreSummary> tasks) {
    Set<String> shared = new TreeSet<>(tasks.get(0).metrics().keySet());
    tasks.forEach(task -> shared.retainAll(task.metrics().keySet()));
    Map<String, MeanAndDeviation> metrics = new TreeMap<>();
    for (String name : shared) {
      List<MeanAndDeviation> values =
          tasks.stream().flatMap(task -> Stream.ofNullable(task.metrics().get(name))).toList();
      metrics.put(
          name,
          new MeanAndDeviation(
              MeanAndDeviation.mean(values.stream().map(MeanAndDeviation::mean).toList()),
              MeanAndDeviation.meanOrNull(values, MeanAndDeviation::std)));
    }
    return metrics;
  }

  /** Of those that all tasks have, which none does where text is generated. */
  private static Map<String, Double> normalisations(List<ScoreSummary> tasks) {
    Set<String> shared = new TreeSet<>(tasks.get(0).normalisations().keySet());
    tasks.forEach(task -> shared.retainAll(task.normalisations().keySet()));
    Map<String, Double> means = new TreeMap<>();
    for (String name : shared) {
      means.put(
          name,
          MeanAndDeviation.mean(
              tasks.stream()
                  .flatMap(task -> Stream.ofNullable(task.normalisations().get(name)))
                  .toList()));
    }
    return means;
  }
}
