package org.flanspark.tuning.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * What was found about one task.
 *
 * @param metric the task's first metric
 * @param examples of the test split, or of validation where that alone was evaluated; each is
 *     answered once for each template
 * @param tuned the trained model
 * @param untuned the model that training started from; null where it was not evaluated
 * @param majority the score of always giving the commonest answer; null for generation
 * @param chance the score of drawing an option; null for generation
 */
public record TaskResult(
    String task,
    String cluster,
    boolean heldOut,
    String metric,
    long examples,
    ModelScores tuned,
    @Nullable ModelScores untuned,
    @Nullable Double majority,
    @Nullable Double chance) {}
