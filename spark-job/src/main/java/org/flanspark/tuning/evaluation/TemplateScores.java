package org.flanspark.tuning.evaluation;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.flanspark.data.shard.EvaluationRow;

/**
 * A model's scores over all examples of a task and split in the words of one template.
 *
 * @param split test or validation
 * @param style of the prompts; {@code baseline} for the completion-style one
 * @param shots exemplars asked for
 * @param template its index in the task file; -1 for the baseline
 * @param examples that were answered
 * @param metrics each one over all the examples, by name
 * @param normalisations the first metric by how options' log-probabilities are normalised; empty
 *     where text is generated
 */
public record TemplateScores(
    String split,
    String style,
    int shots,
    int template,
    long examples,
    Map<String, Double> metrics,
    Map<String, Double> normalisations) {
  public TemplateScores {
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    normalisations = Collections.unmodifiableMap(new TreeMap<>(normalisations));
  }

  /** Whether the prompts are completions for a model that was never tuned on instructions. */
  boolean isBaseline() {
    return style.equals(EvaluationRow.BASELINE);
  }

  /** A metric, which the evaluation has checked to be there. */
  double score(String metric) {
    Double score = metrics.get(metric);
    if (score == null) {
      throw new IllegalStateException("Missing metric " + metric + " in " + this);
    }
    return score;
  }
}
