package org.flanspark.tuning.model;

import org.flanspark.tuning.kernel.Attention;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;

/** One layer: attention, then feed-forward, each added to the residual stream. */
final class DecoderBlock {
  private final Kernels kernels;

  DecoderBlock(Kernels kernels) {
    this.kernels = kernels;
  }

  /** {@code input} to {@code kept.output()}, both {@code [tokens, width]}. */
  void forward(
      Tensor input, DecoderWeights.Block weights, Attention attention, BlockActivations kept) {
    recompute(input, weights, attention, kept);
    output(weights, kept);
  }

  /** All that {@link #forward} keeps but the block's output. */
  void recompute(
      Tensor input, DecoderWeights.Block weights, Attention attention, BlockActivations kept) {
    attentionInput(input, weights, kept);
    kernels.attention(kept.queryKeyValue(), attention, kept.attentionMemory(), kept.attended());
    feedForward(input, weights, kept);
  }

  /** Norm, then queries, keys and values. */
  void attentionInput(Tensor input, DecoderWeights.Block weights, BlockActivations kept) {
    kernels.layerNorm(
        input, weights.attentionNorm(), kept.attentionStatistics(), kept.attentionInput());
    kernels.linear(kept.attentionInput(), weights.attention(), kept.queryKeyValue());
  }

  /** From what the heads gathered to the block's output. */
  void afterAttention(Tensor input, DecoderWeights.Block weights, BlockActivations kept) {
    feedForward(input, weights, kept);
    output(weights, kept);
  }

  /** From what the heads gathered to the feed-forward layer's last projection. */
  private void feedForward(Tensor input, DecoderWeights.Block weights, BlockActivations kept) {
    kernels.addLinear(kept.attended(), weights.attentionProjection(), input, kept.middle());
    kernels.layerNorm(
        kept.middle(),
        weights.feedForwardNorm(),
        kept.feedForwardStatistics(),
        kept.feedForwardInput());
    kernels.linear(kept.feedForwardInput(), weights.feedForward(), kept.hidden());
    kernels.gelu(kept.hidden(), kept.activated());
  }

  private void output(DecoderWeights.Block weights, BlockActivations kept) {
    kernels.addLinear(
        kept.activated(), weights.feedForwardProjection(), kept.middle(), kept.output());
  }

  /**
   * Turns the gradient of the block's output into that of its input, in place, and adds to those of
   * the parameters.
   */
  void backward(
      Tensor input,
      DecoderWeights.Block weights,
      Attention attention,
      BlockActivations kept,
      DecoderGradients into) {
    feedForwardGradient(weights, kept, into);
    attentionGradient(input, weights, attention, kept, into);
  }

  private void feedForwardGradient(
      DecoderWeights.Block weights, BlockActivations kept, DecoderGradients into) {
    kernels.linearGradient(
        kept.activated(),
        weights.feedForwardProjection(),
        into.stream(),
        into.hidden(),
        into.block().feedForwardProjection());
    kernels.geluGradient(kept.hidden(), into.hidden(), into.hidden());
    kernels.linearGradient(
        kept.feedForwardInput(),
        weights.feedForward(),
        into.hidden(),
        into.branch(),
        into.block().feedForward());
    kernels.layerNormGradient(
        kept.middle(),
        weights.feedForwardNorm(),
        kept.feedForwardStatistics(),
        into.branch(),
        into.stream(),
        into.block().feedForwardNorm());
  }

  private void attentionGradient(
      Tensor input,
      DecoderWeights.Block weights,
      Attention attention,
      BlockActivations kept,
      DecoderGradients into) {
    kernels.linearGradient(
        kept.attended(),
        weights.attentionProjection(),
        into.stream(),
        into.branch(),
        into.block().attentionProjection());
    kernels.attentionGradient(
        kept.queryKeyValue(),
        attention,
        kept.attentionMemory(),
        into.branch(),
        into.queryKeyValue());
    kernels.linearGradient(
        kept.attentionInput(),
        weights.attention(),
        into.queryKeyValue(),
        into.branch(),
        into.block().attention());
    kernels.layerNormGradient(
        input,
        weights.attentionNorm(),
        kept.attentionStatistics(),
        into.branch(),
        into.stream(),
        into.block().attentionNorm());
  }
}
