package org.flanspark.tuning.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.flanspark.data.shard.EvaluationRow;
import org.jspecify.annotations.Nullable;

/**
 * One model on one task.
 *
 * @param summary of the main condition: instructions, with the fewest exemplars that were asked for
 * @param bestTemplate of the main condition
 * @param baselinePrompt the first metric with the completion-style prompt and as few exemplars, on
 *     the test split; null where the task has none or the model was not asked
 * @param conditions every way of asking, sorted by style and exemplars
 * @param templates every template's scores, validation's among them
 */
public record ModelScores(
    ScoreSummary summary,
    @Nullable Integer bestTemplate,
    @Nullable Double baselinePrompt,
    List<ConditionScores> conditions,
    List<TemplateScores> templates) {
  private static final ScoreSummary NOTHING =
      new ScoreSummary(null, null, null, Map.of(), Map.of());

  public ModelScores {
    conditions = List.copyOf(conditions);
    templates = List.copyOf(templates);
  }

  /**
   * Sums up a model's scores on a task.
   *
   * @param metric the task's first
   */
  static ModelScores of(String metric, List<TemplateScores> templates) {
    List<ConditionScores> conditions =
        templates.stream()
            .collect(
                Collectors.groupingBy(
                    scores -> new Asking(scores.style(), scores.shots()),
                    TreeMap::new,
                    Collectors.toList()))
            .values()
            .stream()
            .map(scores -> ConditionScores.of(metric, scores))
            .toList();
    Optional<ConditionScores> main = first(conditions, EvaluationRow.INSTRUCTIONS);
    return new ModelScores(
        main.map(ConditionScores::summary).orElse(NOTHING),
        main.map(ConditionScores::bestTemplate).orElse(null),
        first(conditions, EvaluationRow.BASELINE)
            .map(condition -> condition.summary().mean())
            .orElse(null),
        conditions,
        templates);
  }

  /** What it came to asked in one way; empty where it was not asked so. */
  public Optional<ConditionScores> condition(Asking asking) {
    return conditions.stream().filter(condition -> condition.asking().equals(asking)).findFirst();
  }

  /** With the fewest exemplars. */
  private static Optional<ConditionScores> first(List<ConditionScores> conditions, String style) {
    return conditions.stream().filter(condition -> condition.style().equals(style)).findFirst();
  }
}
