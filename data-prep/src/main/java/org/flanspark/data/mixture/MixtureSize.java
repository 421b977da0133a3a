package org.flanspark.data.mixture;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How large a mixture is to be.
 *
 * @param examples drawn in all; null = not asked for
 * @param tokens in all, about; null = not asked for
 */
public record MixtureSize(@Nullable Long examples, @Nullable Long tokens) {
  /** One pass: as many examples as the rates have. */
  public static final MixtureSize ONE_PASS = new MixtureSize(null, null);

  /** Whether shares alone decide how many examples a task gives. */
  public boolean isBudget() {
    return examples != null || tokens != null;
  }

  /**
   * The examples that it comes to.
   *
   * @param onePass examples of one pass
   * @param shares of the tasks
   * @param meanTokens of a task's examples; needed for a budget in tokens
   */
  long examples(long onePass, Map<String, Double> shares, Map<String, Double> meanTokens) {
    if (examples != null) {
      return examples;
    }
    if (tokens == null) {
      return onePass;
    }
    double tokensOfOne =
        shares.entrySet().stream()
            .mapToDouble(share -> share.getValue() * meanTokens.getOrDefault(share.getKey(), 1.0))
            .sum();
    return Math.max(1, Math.round(tokens / tokensOfOne));
  }
}
