package org.flanspark.tuning.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.flanspark.config.EvaluationConfig;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.metric.Guessing;
import org.jspecify.annotations.Nullable;

/** Means per template to tasks' results. */
final class TaskTable {
  private record TemplateKey(String split, String style, int template) {}

  private static final Comparator<TemplateKey> ORDER =
      Comparator.comparing(TemplateKey::split)
          .thenComparing(TemplateKey::style)
          .thenComparing(TemplateKey::template);

  private TaskTable() {}

  /**
   * One for each task, sorted by name.
   *
   * @param guesses by task, for those that rank options
   */
  static List<TaskResult> of(
      List<ScoreRow> rows, Map<String, Guessing> guesses, EvaluationConfig config) {
    Map<String, List<ScoreRow>> byTask =
        rows.stream()
            .collect(Collectors.groupingBy(ScoreRow::task, TreeMap::new, Collectors.toList()));
    List<TaskResult> results = new ArrayList<>();
    byTask.forEach((task, taskRows) -> results.add(result(taskRows, guesses.get(task), config)));
    return results;
  }

  private static TaskResult result(
      List<ScoreRow> rows, @Nullable Guessing guessing, EvaluationConfig config) {
    ScoreRow any = rows.get(0);
    ModelScores tuned = scores(rows, EvaluatedModel.TUNED);
    ModelScores untuned = scores(rows, EvaluatedModel.UNTUNED);
    return new TaskResult(
        any.task(),
        any.cluster(),
        any.heldOut(),
        any.metric(),
        examples(tuned),
        tuned,
        untuned.templates().isEmpty() ? null : untuned,
        guessing == null || !config.baselines().contains("majority") ? null : guessing.majority(),
        guessing == null || !config.baselines().contains("chance") ? null : guessing.chance());
  }

  private static ModelScores scores(List<ScoreRow> rows, String model) {
    Map<TemplateKey, List<ScoreRow>> byTemplate =
        rows.stream()
            .filter(row -> row.model().equals(model))
            .collect(
                Collectors.groupingBy(
                    row -> new TemplateKey(row.split(), row.style(), row.template()),
                    () -> new TreeMap<>(ORDER),
                    Collectors.toList()));
    List<TemplateScores> templates = new ArrayList<>();
    byTemplate.forEach((key, measured) -> templates.add(templateScores(key, measured)));
    return ModelScores.of(rows.get(0).metric(), templates);
  }

  private static TemplateScores templateScores(TemplateKey key, List<ScoreRow> measured) {
    return new TemplateScores(
        key.split(),
        key.style(),
        key.template(),
        measured.get(0).examples(),
        measured.stream().collect(Collectors.toMap(ScoreRow::measured, ScoreRow::mean)));
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
