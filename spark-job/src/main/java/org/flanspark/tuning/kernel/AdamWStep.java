package org.flanspark.tuning.kernel;

/**
 * One update by AdamW (Loshchilov and Hutter, arXiv 1711.05101), as PyTorch's {@code
 * torch.optim.AdamW} takes it.
 *
 * @param rate the learning rate
 * @param beta1 how much of the first moment is kept
 * @param beta2 how much of the second moment is kept
 * @param epsilon added to the root of the corrected second moment
 * @param weightDecay the share of the parameters, times the rate, that is taken off
 * @param gradientScale what the gradient is multiplied by before anything else, as clipping needs
 * @param age how many updates the moments have seen with this one, from 1: decides their bias
 */
public record AdamWStep(
    double rate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    double gradientScale,
    long age) {

  /** The factor of the first moment: {@code rate / (1 - beta1^age)}. */
  public double firstFactor() {
    return rate / (1 - Math.pow(beta1, age));
  }

  /** The factor of the second moment's root: {@code 1 / sqrt(1 - beta2^age)}. */
  public double secondFactor() {
    return 1 / Math.sqrt(1 - Math.pow(beta2, age));
  }

  /** The factor of the parameters themselves: {@code rate * weightDecay}. */
  public double decay() {
    return rate * weightDecay;
  }
}
