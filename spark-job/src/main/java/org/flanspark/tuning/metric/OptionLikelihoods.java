package org.flanspark.tuning.metric;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.flanspark.config.Normalisation;

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

  /**
   * The options' scores by what makes likelihoods of unequal length comparable (Brown et al. 2020,
   * section 2.4), in order. An option without tokens, characters (Unicode code points) or bytes is
   * divided by 1. Over the context, an option that is impossible after the prompt stays so (minus
   * infinity); one that is impossible after the context alone is infinitely likely. Of equal scores
   * the first option wins, see {@link RankedOptions}.
   *
   * @throws IllegalArgumentException if the context's likelihoods are needed and were not scored
   */
  public List<Double> scores(Normalisation normalisation) {
    if (normalisation == Normalisation.UNCONDITIONAL && contextLogProbabilities.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot score options: their likelihoods after the context alone are missing");
    }
    return IntStream.range(0, options.size())
        .mapToObj(option -> score(normalisation, option))
        .toList();
  }

  private double score(Normalisation normalisation, int option) {
    double sum = logProbabilities.get(option);
    String text = options.get(option);
    return switch (normalisation) {
      case SUM -> sum;
      case PER_TOKEN -> sum / atLeastOne(tokens.get(option));
      case PER_CHARACTER -> sum / atLeastOne(text.codePointCount(0, text.length()));
      case PER_BYTE -> sum / atLeastOne(text.getBytes(StandardCharsets.UTF_8).length);
      case UNCONDITIONAL -> ratio(sum, contextLogProbabilities.get(option));
    };
  }

  private static int atLeastOne(int length) {
    return Math.max(1, length);
  }

  /** The logarithm of a ratio of probabilities; of nothing to nothing it would not be a number. */
  private static double ratio(double sum, double context) {
    return sum == Double.NEGATIVE_INFINITY ? sum : sum - context;
  }
}
