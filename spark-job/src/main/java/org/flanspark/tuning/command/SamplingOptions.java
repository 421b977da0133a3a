package org.flanspark.tuning.command;

import org.flanspark.config.ConfigException;
import org.flanspark.config.Problems;
import org.flanspark.tuning.inference.Sampling;
import picocli.CommandLine.Option;

/** The options that say how each new token is chosen. */
final class SamplingOptions {
  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = {
        "0 takes the likeliest token; above 0 tokens are drawn, the likelier the lower it is",
        "(default: ${DEFAULT-VALUE})."
      })
  private double temperature;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      description = "Draws among the K likeliest tokens; 0 among all (default: ${DEFAULT-VALUE}).")
  private int topK;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description = {
        "Draws among the fewest tokens whose probabilities sum to P; 1 among all",
        "(default: ${DEFAULT-VALUE})."
      })
  private double topP = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed gives the same text (default: ${DEFAULT-VALUE}).")
  private long seed;

  /**
   * The settings.
   *
   * @throws ConfigException with every problem
   */
  Sampling read() {
    Problems problems = new Problems();
    problems.check(
        temperature >= 0 && Double.isFinite(temperature),
        "Invalid --temperature: %s, expected a number of at least 0".formatted(temperature));
    problems.check(
        topK >= 0, "Invalid --top-k: %s, expected 0 for all or a number of tokens".formatted(topK));
    problems.check(
        topP > 0 && topP <= 1,
        "Invalid --top-p: %s, expected a share above 0 and at most 1".formatted(topP));
    problems.check(
        temperature != 0 || (topK == 0 && topP == 1),
        "Missing --temperature: --top-k and --top-p are for one above 0");
    problems.throwIfAny();
    return new Sampling(temperature, topK, topP, seed);
  }
}
