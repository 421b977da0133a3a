package org.flanspark.tuning.kernel;

/**
 * The two parameters of a linear layer or of a norm, or their gradients.
 *
 * @param weight {@code [in, out]} of a linear layer, {@code [width]} of a norm
 * @param bias {@code [out]} of a linear layer, {@code [width]} of a norm
 */
public record Affine(Tensor weight, Tensor bias) {}
