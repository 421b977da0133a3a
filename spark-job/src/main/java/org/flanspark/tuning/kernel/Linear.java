package org.flanspark.tuning.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of a linear layer, or their gradients.
 *
 * @param weight {@code [in, out]}, as in Hugging Face's {@code Conv1D} of GPT-2; {@code [out, in]}
 *     where outputs come first
 * @param bias {@code [out]}, where the layer has one
 * @param outputsFirst whether a row of the weight belongs to an output, as in PyTorch's {@code
 *     nn.Linear}
 */
public record Linear(Tensor weight, @Nullable Tensor bias, boolean outputsFirst) {}
