package org.flanspark.tuning.evaluation;

import java.util.Optional;
import org.flanspark.tuning.metric.AnswerKind;
import org.flanspark.tuning.metric.MetricFamily;

/**
 * Prompts of one task that a metric is to measure in the same way.
 *
 * @param metric its name in the task file
 * @param options how many there are to choose from; 0 where text is generated
 * @param hasGroup whether the prompts say which question they belong to
 * @param isNumeric whether the right answers are numbers
 */
record MetricUse(String task, String metric, int options, boolean hasGroup, boolean isNumeric) {

  /** Why the metric cannot measure them; empty where it can. */
  Optional<String> problem() {
    return MetricFamily.find(metric)
        .filter(family -> family.fits(kind()))
        .map(this::demand)
        .orElseGet(() -> Optional.of(fitting()))
        .map(
            expected ->
                "Invalid metric of task %s: %s, expected %s".formatted(task, metric, expected));
  }

  private String fitting() {
    return "one of %s for %s".formatted(String.join(", ", MetricFamily.labels(kind())), kind());
  }

  private Optional<String> demand(MetricFamily family) {
    if (family.isBinary() && options != 2) {
      return Optional.of(
          "two options, the positive one last, where there are %s".formatted(options));
    }
    if (family == MetricFamily.MULTIRC && !hasGroup) {
      return Optional.of("a group that names each candidate's question: select 'group'");
    }
    if (family == MetricFamily.CORRELATION && !isNumeric) {
      return Optional.of("right answers that are numbers");
    }
    return Optional.empty();
  }

  private AnswerKind kind() {
    return options > 0 ? AnswerKind.RANKED : AnswerKind.GENERATED;
  }
}
