package org.flanspark.tuning.evaluation;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import org.flanspark.tuning.metric.MetricNames;

/**
 * What the harness calls a number.
 *
 * @param name as in its {@code metric_list}
 * @param aggregation over examples, as it calls that
 * @param scale of its numbers where ours end at 1
 */
record HarnessMetric(String name, String aggregation, double scale) {
  /** What the harness always chooses options by, but for accuracies with names of their own. */
  static final String SUM = "sum";

  private static final String MEAN = "mean";

  /**
   * BLEU is sacreBLEU's number there, and ROUGE T5's (lm_eval/tasks/truthfulqa/utils.py), both in
   * per cent; all else lies between 0 and 1. What it has no name for keeps ours.
   */
  private static final Map<String, HarnessMetric> BY_NAME =
      Map.ofEntries(
          entry(MetricNames.ACCURACY, mean("acc")),
          entry(MetricNames.EXACT_MATCH, mean("exact_match")),
          entry(MetricNames.TOKEN_F1, mean("f1")),
          entry(MetricNames.F1, new HarnessMetric("f1", "f1", 1)),
          entry(MetricNames.MACRO_F1, new HarnessMetric("f1", "f1", 1)),
          entry(MetricNames.MATTHEWS, new HarnessMetric("mcc", "matthews_corrcoef", 1)),
          entry(MetricNames.BLEU, new HarnessMetric("bleu", "bleu", 100)),
          entry(MetricNames.ROUGE_1, new HarnessMetric("rouge1", MEAN, 100)),
          entry(MetricNames.ROUGE_2, new HarnessMetric("rouge2", MEAN, 100)),
          entry(MetricNames.ROUGE_LSUM, new HarnessMetric("rougeLsum", MEAN, 100)));

  /**
   * By the normalisation of options' log-probabilities. {@code acc_norm} divides by Python's {@code
   * len} of the option, which counts characters, and {@code acc_bytes} by its bytes in UTF-8
   * (lm_eval/api/task.py; see also EleutherAI/lm-evaluation-harness#3278). It has nothing by
   * tokens.
   */
  private static final Map<String, HarnessMetric> ACCURACIES =
      Map.of(
          "per-character", mean("acc_norm"),
          "per-byte", mean("acc_bytes"),
          "unconditional", mean("acc_mutual_info"));

  private static HarnessMetric mean(String name) {
    return new HarnessMetric(name, MEAN, 1);
  }

  /** The one for a number of ours, in {@link MetricNames}. */
  static HarnessMetric of(String metric) {
    return BY_NAME.getOrDefault(metric, mean(metric.replace('-', '_')));
  }

  /** The one for a number of ours whose options were chosen so; empty where there is none. */
  static Optional<HarnessMetric> of(String metric, String normalisation) {
    if (metric.equals(ClusterResult.MIXED)) {
      return Optional.empty();
    }
    if (normalisation.equals(SUM)) {
      return Optional.of(of(metric));
    }
    return metric.equals(MetricNames.ACCURACY)
        ? Optional.ofNullable(ACCURACIES.get(normalisation))
        : Optional.empty();
  }
}
