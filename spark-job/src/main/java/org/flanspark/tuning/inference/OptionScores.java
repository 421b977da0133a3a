package org.flanspark.tuning.inference;

import java.util.List;

/**
 * How likely each option of one prompt is.
 *
 * @param logProbabilities for each option the sum, over its ids, of the natural logarithm of the
 *     id's probability given the prompt and the ids before it
 */
public record OptionScores(List<Double> logProbabilities) {
  public OptionScores {
    logProbabilities = List.copyOf(logProbabilities);
  }
}
