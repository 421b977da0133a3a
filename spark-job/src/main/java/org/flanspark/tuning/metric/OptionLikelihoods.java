package org.flanspark.tuning.metric;

import java.util.List;

/**
 * How likely a model holds each option of a prompt, in the options' order. Logarithms are natural,
 * and summed over the option's ids.
 *
 * @param options their texts
 * @param tokens how many ids of each were scored
 * @param logProbabilities of each after the prompt
 * @param contextLogProbabilities of each after the prompt's context without its content, as
 *     "Answer:" alone; empty where these were not scored
 */
public record OptionLikelihoods(
    List<String> options,
    List<Integer> tokens,
    List<Double> logProbabilities,
    List<Double> contextLogProbabilities) {
  public OptionLikelihoods {
    options = List.copyOf(options);
    tokens = List.copyOf(tokens);
    logProbabilities = List.copyOf(logProbabilities);
    contextLogProbabilities = List.copyOf(contextLogProbabilities);
    requireOneEach(options, tokens);
    requireOneEach(options, logProbabilities);
    if (!contextLogProbabilities.isEmpty()) {
      requireOneEach(options, contextLogProbabilities);
    }
  }

  private static void requireOneEach(List<String> options, List<?> numbers) {
    if (numbers.size() != options.size()) {
      throw new IllegalArgumentException(
          "Invalid likelihoods: %s numbers of %s options"
              .formatted(numbers.size(), options.size()));
    }
  }
}
