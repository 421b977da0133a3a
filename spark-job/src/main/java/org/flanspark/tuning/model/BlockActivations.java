package org.flanspark.tuning.model;

import org.flanspark.tuning.kernel.Tensor;

/**
 * What one layer computes on the way forward and needs on the way back; all {@code [tokens, ...]}.
 *
 * @param attentionStatistics of the norm, as its kind keeps them; as the other statistics
 * @param attentionInput after the norm
 * @param queryKeyValue {@code queryKeyValueWidth} columns, turned where positions are rotary
 * @param attentionMemory as the kernels lay it out
 * @param attended what the heads gathered, {@code queryWidth} columns, before the projection
 * @param middle the residual stream after attention
 * @param feedForwardInput after the norm
 * @param hidden {@code hiddenWidth} columns, before the activation
 * @param activated {@code feedForwardWidth} columns, after it
 * @param output the residual stream after the block
 */
record BlockActivations(
    Tensor attentionStatistics,
    Tensor attentionInput,
    Tensor queryKeyValue,
    Tensor attentionMemory,
    Tensor attended,
    Tensor middle,
    Tensor feedForwardStatistics,
    Tensor feedForwardInput,
    Tensor hidden,
    Tensor activated,
    Tensor output) {

  /**
   * Room in the buffers, under names that begin with the prefix.
   *
   * @param attentionMemory the number of values that attention keeps
   */
  static BlockActivations take(
      String prefix, ModelShape model, int tokens, long attentionMemory, Buffers buffers) {
    Tensor output = buffers.take(prefix + "output", tokens, model.width());
    return take(prefix, model, attentionMemory, output, buffers);
  }

  /**
   * The same, with a place of its own for the output.
   *
   * @param output where the block's output goes, {@code [tokens, width]}
   */
  static BlockActivations take(
      String prefix, ModelShape model, long attentionMemory, Tensor output, Buffers buffers) {
    long tokens = output.dimensions().get(0);
    int width = model.width();
    NormKind norm = model.architecture().norm();
    return new BlockActivations(
        buffers.take(prefix + "attentionStatistics", norm.statistics(tokens)),
        buffers.take(prefix + "attentionInput", tokens, width),
        buffers.take(prefix + "queryKeyValue", tokens, model.queryKeyValueWidth()),
        buffers.take(prefix + "attentionMemory", attentionMemory),
        buffers.take(prefix + "attended", tokens, model.queryWidth()),
        buffers.take(prefix + "middle", tokens, width),
        buffers.take(prefix + "feedForwardStatistics", norm.statistics(tokens)),
        buffers.take(prefix + "feedForwardInput", tokens, width),
        buffers.take(prefix + "hidden", tokens, model.hiddenWidth()),
        buffers.take(prefix + "activated", tokens, model.feedForwardWidth()),
        output);
  }
}
