package org.flanspark.tuning.report;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flanspark.tuning.evaluation.Asking;
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
        .map(ConditionScores::asking)
        .distinct()
        .sorted()
        .map(
            asking ->
                new Condition(
                    asking.style(),
                    asking.shots(),
                    spread(tasks, asking, TaskResult::tuned),
                    spread(tasks, asking, TaskResult::untuned)))
        .toList();
  }

  private static @Nullable Spread spread(
      List<TaskResult> tasks, Asking asking, Function<TaskResult, @Nullable ModelScores> model) {
    List<ScoreSummary> summaries =
        tasks.stream()
            .flatMap(task -> Stream.ofNullable(model.apply(task)))
            .flatMap(scores -> scores.condition(asking).stream())
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
