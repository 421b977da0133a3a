package org.flanspark.tuning.metric;

/**
 * Pearson's correlation of {@link CorrelationTally}: sums are the prompts, the right numbers x, the
 * answered ones y, then x², y² and xy.
 *
 * <p>Sums of squares about zero lose digits where numbers differ little for their size. Those of
 * tasks lie within a few units of zero, so nothing is taken off them first; but where the spread is
 * below a millionth of the size, the numbers count as equal, and there is no correlation.
 */
record PearsonNumber() implements FirstNumber {
  /** Of squares: the rounding of a sum of equal numbers lies well below it. */
  private static final double LEAST_SPREAD = 1e-12;

  @Override
  public double[] prompt(AnsweredPrompt prompt) {
    double x = CorrelationTally.rightNumber(prompt.question());
    double y = CorrelationTally.answeredNumber(prompt);
    return new double[] {1, x, y, x * x, y * y, x * y};
  }

  @Override
  public double of(double[] sums) {
    double count = sums[0];
    double spread =
        Math.sqrt(spread(count, sums[1], sums[3])) * Math.sqrt(spread(count, sums[2], sums[4]));
    double covariance = count * sums[5] - sums[1] * sums[2];
    double correlation = spread == 0 ? 0 : covariance / spread;
    return Double.isNaN(correlation) ? 0 : Math.max(-1, Math.min(1, correlation));
  }

  /** The squared distances from the mean, times the count; 0 where they are but rounding. */
  private static double spread(double count, double sum, double squares) {
    double spread = count * squares - sum * sum;
    return spread <= LEAST_SPREAD * count * squares ? 0 : spread;
  }
}
