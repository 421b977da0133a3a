package org.flanspark.tuning.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.flanspark.config.EvaluationConfig;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.evaluation.answer.EvaluatedModel;
import org.flanspark.tuning.metric.Guessing;
import org.flanspark.tuning.metric.MetricFamily;
import org.jspecify.annotations.Nullable;

/** Scores per template to tasks' results. */
final class TaskTable {
  private static final Comparator<TemplateScores> ORDER =
      Comparator.comparing(TemplateScores::split)
          .thenComparing(TemplateScores::style)
          .thenComparing(TemplateScores::shots)
          .thenComparing(TemplateScores::template);

  private TaskTable() {}

  /**
   * One for each task, sorted by name.
   *
   * @param guesses by task, for those that rank options
   * @param certainties by task
   */
  static List<TaskResult> of(
      List<ScoreRow> rows,
      Map<String, Guessing> guesses,
      Map<String, Certainty> certainties,
      EvaluationConfig config) {
    Map<String, List<ScoreRow>> byTask =
        rows.stream()
            .collect(Collectors.groupingBy(ScoreRow::task, TreeMap::new, Collectors.toList()));
    List<TaskResult> results = new ArrayList<>();
    byTask.forEach(
        (task, taskRows) ->
            results.add(result(taskRows, guesses.get(task), certainties.get(task), config)));
    return results;
  }

  private static TaskResult result(
      List<ScoreRow> rows,
      @Nullable Guessing guessing,
      @Nullable Certainty certainty,
      EvaluationConfig config) {
    ScoreRow any = rows.get(0);
    String first = MetricFamily.named(any.metric()).first();
    ModelScores tuned = scores(first, rows, EvaluatedModel.TUNED);
    ModelScores untuned = scores(first, rows, EvaluatedModel.UNTUNED);
    return new TaskResult(
        any.task(),
        any.cluster(),
        any.heldOut(),
        first,
        any.signature().isEmpty() ? null : any.signature(),
        examples(tuned),
        tuned,
        untuned.templates().isEmpty() ? null : untuned,
        guessing == null || !config.baselines().contains("majority") ? null : guessing.majority(),
        guessing == null || !config.baselines().contains("chance") ? null : guessing.chance(),
        certainty);
  }

  private static ModelScores scores(String first, List<ScoreRow> rows, String model) {
    return ModelScores.of(
        first,
        rows.stream()
            .filter(row -> row.model().equals(model))
            .map(TaskTable::templateScores)
            .sorted(ORDER)
            .toList());
  }

  private static TemplateScores templateScores(ScoreRow row) {
    return new TemplateScores(
        row.split(),
        row.style(),
        row.shots(),
        row.template(),
        row.examples(),
        row.scores(),
        row.normalisations());
  }

  private static long examples(ModelScores scores) {
    Map<Boolean, Long> most =
        scores.templates().stream()
            .filter(template -> !template.isBaseline())
            .collect(
                Collectors.groupingBy(
                    template -> template.split().equals(PreparedFolder.TEST),
                    Collectors.reducing(0L, TemplateScores::examples, Math::max)));
    return most.getOrDefault(true, most.getOrDefault(false, 0L));
  }
}
