package org.flanspark.tuning.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.metric.MeanAndDeviation;
import org.jspecify.annotations.Nullable;

/**
 * One model on one task.
 *
 * @param summary over the templates
 * @param bestTemplate the template that is best on validation, of equal ones the first; null where
 *     validation was not evaluated
 * @param baselinePrompt the first metric with the completion-style prompt on the test split; null
 *     where the task has none or the model was not asked
 * @param templates every template's scores, validation's among them
 */
public record ModelScores(
    ScoreSummary summary,
    @Nullable Integer bestTemplate,
    @Nullable Double baselinePrompt,
    List<TemplateScores> templates) {
  public ModelScores {
    templates = List.copyOf(templates);
  }

  /**
   * Sums up a model's scores on a task.
   *
   * @param metric the task's first
   */
  static ModelScores of(String metric, List<TemplateScores> templates) {
    List<TemplateScores> test = instructions(templates, PreparedFolder.TEST);
    Optional<TemplateScores> bestOnValidation =
        instructions(templates, PreparedFolder.VALIDATION).stream()
            .max(
                Comparator.comparingDouble((TemplateScores scores) -> scores.score(metric))
                    .thenComparing(TemplateScores::template, Comparator.reverseOrder()));
    Map<String, MeanAndDeviation> metrics = overTemplates(test);
    MeanAndDeviation first = metrics.get(metric);
    return new ModelScores(
        new ScoreSummary(
            first == null ? null : first.mean(),
            first == null ? null : first.std(),
            bestOnValidation.flatMap(best -> sameOnTest(best, test, metric)).orElse(null),
            metrics),
        bestOnValidation.map(TemplateScores::template).orElse(null),
        baselinePrompt(templates, metric).orElse(null),
        templates);
  }

  private static List<TemplateScores> instructions(List<TemplateScores> templates, String split) {
    return templates.stream()
        .filter(scores -> !scores.isBaseline() && scores.split().equals(split))
        .toList();
  }

  private static Map<String, MeanAndDeviation> overTemplates(List<TemplateScores> templates) {
    return templates.stream()
        .flatMap(scores -> scores.metrics().entrySet().stream())
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey,
                TreeMap::new,
                Collectors.collectingAndThen(
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList()),
                    MeanAndDeviation::of)));
  }

  private static Optional<Double> sameOnTest(
      TemplateScores best, List<TemplateScores> test, String metric) {
    return test.stream()
        .filter(scores -> scores.style().equals(best.style()))
        .filter(scores -> scores.template() == best.template())
        .map(scores -> scores.score(metric))
        .findFirst();
  }

  private static Optional<Double> baselinePrompt(List<TemplateScores> templates, String metric) {
    return templates.stream()
        .filter(scores -> scores.isBaseline() && scores.split().equals(PreparedFolder.TEST))
        .map(scores -> scores.score(metric))
        .findFirst();
  }
}
