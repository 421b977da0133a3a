package org.flanspark.tuning.metric;

/** The mean of the prompts' own scores: sums are the scores' and the number of prompts. */
record MeanNumber(MetricFamily family) implements FirstNumber {
  @Override
  public double[] prompt(AnsweredPrompt prompt) {
    double score =
        family
            .firstScore(prompt)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Cannot average '%s': it is no mean over prompts"
                            .formatted(family.first())));
    return new double[] {score, 1};
  }

  @Override
  public double of(double[] sums) {
    return sums[0] / sums[1];
  }
}
