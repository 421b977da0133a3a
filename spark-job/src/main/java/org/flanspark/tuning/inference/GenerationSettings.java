package org.flanspark.tuning.inference;

/**
 * How texts are generated.
 *
 * @param maxNewTokens the most tokens to add to each prompt
 * @param endOfSequence the id that ends a text, and is not part of the answer
 * @param sampling how each token is chosen
 * @param firstPrompt the number of the first prompt: sampling hashes a prompt's number, so that the
 *     parts of a long list give what the whole would
 */
public record GenerationSettings(
    int maxNewTokens, int endOfSequence, Sampling sampling, long firstPrompt) {
  public GenerationSettings {
    if (maxNewTokens < 0) {
      throw new IllegalArgumentException(
          "Invalid number of new tokens: %s, expected at least 0".formatted(maxNewTokens));
    }
  }

  /** The likeliest token again and again. */
  public static GenerationSettings greedy(int maxNewTokens, int endOfSequence) {
    return new GenerationSettings(maxNewTokens, endOfSequence, Sampling.GREEDY, 0);
  }

  public GenerationSettings withSampling(Sampling sampling) {
    return new GenerationSettings(maxNewTokens, endOfSequence, sampling, firstPrompt);
  }

  /** The same for a list whose first prompt has this number. */
  public GenerationSettings from(long firstPrompt) {
    return new GenerationSettings(maxNewTokens, endOfSequence, sampling, firstPrompt);
  }
}
