package org.flanspark.tuning.evaluation;

import java.util.List;
import java.util.Map;
import org.flanspark.data.shard.EvaluationRow;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered to one prompt.
 *
 * @param row the prompt, with what is right
 * @param chosen the index of the chosen option; null where text was generated
 * @param optionScores for each option the summed log-probability; empty where text was generated
 * @param answer the chosen option's text, or the generated one
 * @param scores by metric
 * @param right whether the task's metric is full for it; of a token F1, whether it is an exact
 *     match
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
}
