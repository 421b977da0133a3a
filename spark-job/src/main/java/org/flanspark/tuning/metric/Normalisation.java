package org.flanspark.tuning.metric;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What makes likelihoods of options of unequal length comparable before the highest is chosen
 * (Brown et al. 2020, section 2.4). An option without tokens, characters or bytes is divided by 1.
 * Of equal scores the first option wins, see {@link RankedOptions}.
 */
public enum Normalisation {
  /** The logarithm of the option's probability as it is, which favours short options. */
  SUM("sum"),

  /** Over the number of scored ids. */
  PER_TOKEN("per-token"),

  /** Over the number of Unicode code points. */
  PER_CHARACTER("per-character"),

  /** Over the number of bytes in UTF-8. */
  PER_BYTE("per-byte"),

  /**
   * Over the option's probability after the context alone: log P(option | prompt) - log P(option |
   * context). An option that is impossible after the prompt is so (minus infinity) whatever the
   * context says; one that is impossible after the context alone is infinitely likely.
   */
  UNCONDITIONAL("unconditional");

  private final String label;

  Normalisation(String label) {
    this.label = label;
  }

  /**
   * The one of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Normalisation named(String label) {
    return Arrays.stream(values())
        .filter(normalisation -> normalisation.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Unknown normalisation '" + label + "'"));
  }

  /** What may be named, in order. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(Normalisation::label).toList();
  }

  /** Its name in settings. */
  public String label() {
    return label;
  }

  /**
   * The options' scores, in order.
   *
   * @throws IllegalArgumentException if the context's likelihoods are needed and were not scored
   */
  public List<Double> scores(OptionLikelihoods likelihoods) {
    if (this == UNCONDITIONAL && likelihoods.contextLogProbabilities().isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot score options: their likelihoods after the context alone are missing");
    }
    return IntStream.range(0, likelihoods.options().size())
        .mapToObj(option -> score(likelihoods, option))
        .toList();
  }

  private double score(OptionLikelihoods likelihoods, int option) {
    double sum = likelihoods.logProbabilities().get(option);
    String text = likelihoods.options().get(option);
    return switch (this) {
      case SUM -> sum;
      case PER_TOKEN -> sum / atLeastOne(likelihoods.tokens().get(option));
      case PER_CHARACTER -> sum / atLeastOne(text.codePointCount(0, text.length()));
      case PER_BYTE -> sum / atLeastOne(text.getBytes(StandardCharsets.UTF_8).length);
      case UNCONDITIONAL -> ratio(sum, likelihoods.contextLogProbabilities().get(option));
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
