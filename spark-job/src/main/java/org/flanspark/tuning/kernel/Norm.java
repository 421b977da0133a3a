package org.flanspark.tuning.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of a norm over rows, or their gradients.
 *
 * @param weight {@code [width]}
 * @param bias {@code [width]}; a root-mean-square norm has none
 * @param epsilon added to the mean square before its root; means nothing of gradients
 */
public record Norm(Tensor weight, @Nullable Tensor bias, double epsilon) {}
