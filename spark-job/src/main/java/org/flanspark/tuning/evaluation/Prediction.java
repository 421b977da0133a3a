package org.flanspark.tuning.evaluation;

import java.util.List;
import java.util.Map;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.tuning.metric.AnsweredPrompt;
import org.flanspark.tuning.metric.MetricFamily;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered to one prompt.
 *
 * @param row the prompt, with what is right
 * @param chosen the index of the chosen option; null where text was generated
 * @param optionScores for each option the summed log-probability; empty where text was generated
 * @param answer the chosen option's text, or the generated one
 * @param scores what the task's metric says of this answer by itself, by name
 * @param right whether it is right and not only near
 */
record Prediction(
    EvaluationRow row,
    @Nullable Integer chosen,
    List<Double> optionScores,
    String answer,
    Map<String, Double> scores,
    boolean right) {
  Prediction {
    optionScores = List.copyOf(optionScores);
    scores = Map.copyOf(scores);
  }

  /** An answer with what its task's metric says of it. */
  static Prediction of(EvaluationRow row, AnsweredPrompt answered, List<Double> optionScores) {
    MetricFamily family = MetricFamily.named(row.metric());
    return new Prediction(
        row,
        row.isRanked() ? answered.chosen() : null,
        optionScores,
        answered.text(),
        family.scores(answered),
        family.isRight(answered));
  }
}
