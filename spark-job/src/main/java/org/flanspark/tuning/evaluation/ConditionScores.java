package org.flanspark.tuning.evaluation;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.metric.MeanAndDeviation;
import org.jspecify.annotations.Nullable;

/**
 * A model on a task that is asked in one way.
 *
 * @param style of the prompts
 * @param shots exemplars asked for
 * @param summary over the templates of the style
 * @param bestTemplate the template that is best on validation, of equal ones the first; null where
 *     validation was not evaluated
 */
public record ConditionScores(
    String style, int shots, ScoreSummary summary, @Nullable Integer bestTemplate) {

  /** How the model was asked. */
  public Asking asking() {
    return new Asking(style, shots);
  }

  /**
   * Sums up templates of one style and number of exemplars.
   *
   * @param metric the task's first
   */
  static ConditionScores of(String metric, List<TemplateScores> templates) {
    List<TemplateScores> test = ofSplit(templates, PreparedFolder.TEST);
    Optional<TemplateScores> best =
        ofSplit(templates, PreparedFolder.VALIDATION).stream()
            .max(
                Comparator.comparingDouble((TemplateScores scores) -> scores.score(metric))
                    .thenComparing(TemplateScores::template, Comparator.reverseOrder()));
    Map<String, MeanAndDeviation> metrics =
        overTemplates(test, TemplateScores::metrics, MeanAndDeviation::of);
    MeanAndDeviation first = metrics.get(metric);
    return new ConditionScores(
        templates.get(0).style(),
        templates.get(0).shots(),
        new ScoreSummary(
            first == null ? null : first.mean(),
            first == null ? null : first.std(),
            best.flatMap(onValidation -> sameOnTest(onValidation, test, metric)).orElse(null),
            metrics,
            overTemplates(test, TemplateScores::normalisations, MeanAndDeviation::mean)),
        best.map(TemplateScores::template).orElse(null));
  }

  private static List<TemplateScores> ofSplit(List<TemplateScores> templates, String split) {
    return templates.stream().filter(scores -> scores.split().equals(split)).toList();
  }

  private static <T> Map<String, T> overTemplates(
      List<TemplateScores> templates,
      Function<TemplateScores, Map<String, Double>> numbers,
      Function<Collection<Double>, T> sum) {
    return templates.stream()
        .flatMap(scores -> numbers.apply(scores).entrySet().stream())
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey,
                TreeMap::new,
                Collectors.collectingAndThen(
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList()), sum::apply)));
  }

  private static Optional<Double> sameOnTest(
      TemplateScores best, List<TemplateScores> test, String metric) {
    return test.stream()
        .filter(scores -> scores.template() == best.template())
        .map(scores -> scores.score(metric))
        .findFirst();
  }
}
