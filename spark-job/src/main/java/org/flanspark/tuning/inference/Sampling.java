package org.flanspark.tuning.inference;

/**
 * How the next token is chosen among all. The temperature is applied first, then {@code topK}, then
 * {@code topP} to what is left.
 *
 * @param temperature divides the logits; 0 takes the likeliest token
 * @param topK chooses among so many of the likeliest tokens; 0 among all
 * @param topP chooses among the fewest tokens whose probabilities sum to this share; 1 among all
 * @param seed of every choice, with the prompt's and the token's number
 */
public record Sampling(double temperature, int topK, double topP, long seed) {
  /** Always the likeliest token. */
  public static final Sampling GREEDY = new Sampling(0, 0, 1, 0);

  public Sampling {
    if (!(temperature >= 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException(
          "Invalid temperature: %s, expected a number of at least 0".formatted(temperature));
    }
    if (topK < 0) {
      throw new IllegalArgumentException(
          "Invalid top-k: %s, expected 0 for all or a number of tokens".formatted(topK));
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException(
          "Invalid top-p: %s, expected a share above 0 and at most 1".formatted(topP));
    }
  }

  boolean isGreedy() {
    return temperature == 0;
  }
}
