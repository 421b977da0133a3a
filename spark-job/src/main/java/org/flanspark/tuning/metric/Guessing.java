package org.flanspark.tuning.metric;

import org.jspecify.annotations.Nullable;

/**
 * What is right without reading the question: the scores that a model has to beat, by the family's
 * first number.
 *
 * @param majority the score of always giving the answer that is right most often; null where no
 *     answer can always be given and the number is of all prompts together
 * @param chance the score to expect of drawing an option; null where the number is of all prompts
 *     together
 */
public record Guessing(@Nullable Double majority, @Nullable Double chance) {}
