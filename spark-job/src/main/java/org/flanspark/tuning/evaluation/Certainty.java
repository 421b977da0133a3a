package org.flanspark.tuning.evaluation;

import org.flanspark.tuning.metric.Interval;
import org.jspecify.annotations.Nullable;

/**
 * How far the test examples alone decide a score, by a bootstrap that draws them anew: the first
 * metric, mean over the templates of the main condition.
 *
 * @param tuned where the tuned model's score lies
 * @param untuned where the untuned model's lies; null where it was not evaluated
 * @param gain of the tuned model over the untuned one, asked the same
 * @param gainOverBaselinePrompt of the tuned model over the untuned one with completion-style
 *     prompts; null where a task has none
 */
public record Certainty(
    Interval tuned,
    @Nullable Interval untuned,
    @Nullable Gain gain,
    @Nullable Gain gainOverBaselinePrompt) {}
