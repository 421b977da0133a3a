package org.flanspark.tuning.report;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flanspark.tuning.evaluation.ConditionScores;
import org.flanspark.tuning.evaluation.ModelScores;
import org.flanspark.tuning.evaluation.ScoreSummary;
import org.flanspark.tuning.evaluation.TaskResult;
import org.flanspark.tuning.metric.MeanAndDeviation;
import org.flanspark.tuning.report.RunReport.Condition;
import org.flanspark.tuning.report.RunReport.Spread;
import org.jspecify.annotations.Nullable;

/** Scores of one task, or of several together, by the way of asking. */
final class Conditions {
  private record Way(String style, int shots) {}

  private Conditions() {}

  /**
   * The means over the tasks, of which each counts alike; a model has none where one task was not
   * asked so. Sorted by style and exemplars.
   */
  static List<Condition> of(List<TaskResult> tasks) {
    return tasks.stream()
        .flatMap(task -> Stream.of(task.tuned(), task.untuned()))
        .filter(Objects::nonNull)
        .flatMap(scores -> scores.conditions().stream())
        .map(condition -> new Way(condition.style(), condition.shots()))
        .distinct()
        .sorted(Comparator.comparing(Way::style).thenComparing(Way::shots))
        .map(
            way ->
                new Condition(
                    way.style,
                    way.shots,
                    spread(tasks, way, TaskResult::tuned),
                    spread(tasks, way, TaskResult::untuned)))
        .toList();
  }

  private static @Nullable Spread spread(
      List<TaskResult> tasks, Way way, Function<TaskResult, @Nullable ModelScores> model) {
    List<ScoreSummary> summaries =
        tasks.stream()
            .flatMap(task -> Stream.ofNullable(model.apply(task)))
            .flatMap(scores -> scores.condition(way.style, way.shots).stream())
            .map(ConditionScores::summary)
            .toList();
    return summaries.size() < tasks.size()
        ? null
        : new Spread(
            MeanAndDeviation.meanOrNull(summaries, ScoreSummary::mean),
            MeanAndDeviation.meanOrNull(summaries, ScoreSummary::std),
            MeanAndDeviation.meanOrNull(summaries, ScoreSummary::bestDev));
  }
}
