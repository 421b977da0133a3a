package org.flanspark.tuning.model;

import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;

/**
 * One layer: attention, then feed-forward, each added to the residual stream. Which norm, positions
 * and activation, the family says.
 */
final class DecoderBlock {
  private final Kernels kernels;
  private final NormKind norm;
  private final Positions positions;
  private final ActivationKind activation;

  DecoderBlock(Architecture architecture, Positions positions, Kernels kernels) {
    this.kernels = kernels;
    this.norm = architecture.norm();
    this.positions = positions;
    this.activation = architecture.activation();
  }

  /** {@code input} to {@code kept.output()}, both {@code [tokens, width]}. */
  void forward(
      Tensor input, DecoderWeights.Block weights, Placement tokens, BlockActivations kept) {
    recompute(input, weights, tokens, kept);
    output(weights, kept);
  }

  /** All that {@link #forward} keeps but the block's output. */
  void recompute(
      Tensor input, DecoderWeights.Block weights, Placement tokens, BlockActivations kept) {
    attentionInput(input, weights, tokens, kept);
    kernels.attention(
        kept.queryKeyValue(), tokens.attention(), kept.attentionMemory(), kept.attended());
    feedForward(input, weights, kept);
  }

  /** Norm, then queries, keys and values, turned to their positions. */
  void attentionInput(
      Tensor input, DecoderWeights.Block weights, Placement tokens, BlockActivations kept) {
    norm.forward(
        kernels, input, weights.attentionNorm(), kept.attentionStatistics(), kept.attentionInput());
    kernels.linear(kept.attentionInput(), weights.attention(), kept.queryKeyValue());
    positions.turn(kept.queryKeyValue(), tokens);
  }

  /** From what the heads gathered to the block's output. */
  void afterAttention(Tensor input, DecoderWeights.Block weights, BlockActivations kept) {
    feedForward(input, weights, kept);
    output(weights, kept);
  }

  /** From what the heads gathered to the feed-forward layer's last projection. */
  private void feedForward(Tensor input, DecoderWeights.Block weights, BlockActivations kept) {
    kernels.addLinear(kept.attended(), weights.attentionProjection(), input, kept.middle());
    norm.forward(
        kernels,
        kept.middle(),
        weights.feedForwardNorm(),
        kept.feedForwardStatistics(),
        kept.feedForwardInput());
    kernels.linear(kept.feedForwardInput(), weights.feedForward(), kept.hidden());
    activation.forward(kernels, kept.hidden(), kept.activated());
  }

  private void output(DecoderWeights.Block weights, BlockActivations kept) {
    kernels.addLinear(
        kept.activated(), weights.feedForwardProjection(), kept.middle(), kept.output());
  }

  /**
   * Turns the gradient of the block's output into that of its input, in place, and adds to those of
   * the parameters. May overwrite what was kept.
   */
  void backward(
      Tensor input,
      DecoderWeights.Block weights,
      Placement tokens,
      BlockActivations kept,
      DecoderGradients into) {
    feedForwardGradient(weights, kept, into);
    attentionGradient(input, weights, tokens, kept, into);
  }

  private void feedForwardGradient(
      DecoderWeights.Block weights, BlockActivations kept, DecoderGradients into) {
    kernels.linearGradient(
        kept.activated(),
        weights.feedForwardProjection(),
        into.stream(),
        into.activated(),
        into.block().feedForwardProjection());
    Tensor hiddenGradient = activation.backward(kernels, kept.hidden(), into.activated());
    kernels.linearGradient(
        kept.feedForwardInput(),
        weights.feedForward(),
        hiddenGradient,
        into.branch(),
        into.block().feedForward());
    norm.backward(
        kernels,
        new NormKind.Pass(
            kept.middle(),
            weights.feedForwardNorm(),
            kept.feedForwardStatistics(),
            into.block().feedForwardNorm()),
        into.branch(),
        into.stream());
  }

  private void attentionGradient(
      Tensor input,
      DecoderWeights.Block weights,
      Placement tokens,
      BlockActivations kept,
      DecoderGradients into) {
    kernels.linearGradient(
        kept.attended(),
        weights.attentionProjection(),
        into.stream(),
        into.attended(),
        into.block().attentionProjection());
    kernels.attentionGradient(
        kept.queryKeyValue(),
        tokens.attention(),
        kept.attentionMemory(),
        into.attended(),
        into.queryKeyValue());
    positions.turnGradient(into.queryKeyValue(), tokens);
    kernels.linearGradient(
        kept.attentionInput(),
        weights.attention(),
        into.queryKeyValue(),
        into.branch(),
        into.block().attention());
    norm.backward(
        kernels,
        new NormKind.Pass(
            input,
            weights.attentionNorm(),
            kept.attentionStatistics(),
            into.block().attentionNorm()),
        into.branch(),
        into.stream());
  }
}
