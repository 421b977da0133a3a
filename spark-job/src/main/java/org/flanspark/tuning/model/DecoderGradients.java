package org.flanspark.tuning.model;

import org.flanspark.tuning.kernel.Tensor;

/**
 * Gradients on the way back through one block.
 *
 * @param stream of the residual stream, {@code [tokens, width]}
 * @param branch of what a branch takes from the stream, {@code [tokens, width]}
 * @param attended {@code [tokens, queryWidth]}
 * @param activated {@code [tokens, feedForwardWidth]}
 * @param queryKeyValue {@code [tokens, queryKeyValueWidth]}
 * @param block of the block's parameters
 */
record DecoderGradients(
    Tensor stream,
    Tensor branch,
    Tensor attended,
    Tensor activated,
    Tensor queryKeyValue,
    DecoderWeights.Block block) {

  /** Room for a batch. */
  static DecoderGradients take(
      int tokens, ModelShape model, DecoderWeights.Block block, Buffers buffers) {
    int width = model.width();
    return new DecoderGradients(
        buffers.take("streamGradient", tokens, width),
        buffers.take("branchGradient", tokens, width),
        buffers.take("attendedGradient", tokens, model.queryWidth()),
        buffers.take("activatedGradient", tokens, model.feedForwardWidth()),
        buffers.take("queryKeyValueGradient", tokens, model.queryKeyValueWidth()),
        block);
  }
}
