package org.flanspark.tuning.kernel;

/**
 * One update by Adafactor (Shazeer and Stern, arXiv 1804.04235, algorithm 4) with its second
 * moments factored, its update clipped at a root mean square of 1, and without a first moment. The
 * rate is the caller's: neither relative to the parameters' size nor to the step (Hugging Face's
 * {@code scale_parameter=False, relative_step=False}).
 *
 * @param rate the learning rate
 * @param weightDecay the share of the parameters, times the rate, that is taken off
 * @param gradientScale what the gradient is multiplied by before anything else, as clipping needs
 * @param age how many updates the moments have seen with this one, from 1: decides {@link #beta2}
 */
public record AdafactorStep(double rate, double weightDecay, double gradientScale, long age) {
  /** Added to every squared gradient: the paper's first epsilon. */
  public static final double EPSILON = 1e-30;

  /** How fast {@link #beta2} nears 1: the paper's section 7.2. */
  private static final double DECAY_EXPONENT = 0.8;

  /** How much of the moments is kept: {@code 1 - age^-0.8}, so nothing at first. */
  public double beta2() {
    return 1 - Math.pow(age, -DECAY_EXPONENT);
  }

  /** The rate for an update of this root mean square, which is cut down to 1. */
  public double clippedRate(double rootMeanSquare) {
    return rate / Math.max(1, rootMeanSquare);
  }

  /** The factor of the parameters themselves: {@code rate * weightDecay}. */
  public double decay() {
    return rate * weightDecay;
  }
}
