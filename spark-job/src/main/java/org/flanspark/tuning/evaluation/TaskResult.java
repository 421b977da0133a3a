package org.flanspark.tuning.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * What was found about one task.
 *
 * @param metric the task's first metric
 * @param signature what must be equal for its scores to be compared with others, in sacreBLEU's
 *     form; null where it is no matter
 * @param examples of the test split, or of validation where that alone was evaluated; each is
 *     answered once for each template
 * @param tuned the trained model
 * @param untuned the model that training started from; null where it was not evaluated
 * @param majority the score of always giving the commonest answer; null for generation
 * @param chance the score to expect of drawing an option; null for generation, and where the metric
 *     is no mean over examples
 * @param certainty of the scores; null where the test split was not evaluated
 */
public record TaskResult(
    String task,
    String cluster,
    boolean heldOut,
    String metric,
    @Nullable String signature,
    long examples,
    ModelScores tuned,
    @Nullable ModelScores untuned,
    @Nullable Double majority,
    @Nullable Double chance,
    @Nullable Certainty certainty) {}
