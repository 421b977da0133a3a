package org.flanspark.tuning.model;

import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Segments;
import org.flanspark.tuning.kernel.Tensor;

/**
 * Tokens through all layers, forward only; who attends to whom is the caller's. All layers share
 * two sets of buffers in turn.
 */
final class ForwardPass {
  private final Decoder decoder;
  private final DecoderWeights weights;

  ForwardPass(Decoder decoder, DecoderWeights weights) {
    this.decoder = decoder;
    this.weights = weights;
  }

  /** From the queries, keys and values of one layer to what its heads gather. */
  interface LayerAttention {
    void attend(int layer, BlockActivations kept);
  }

  /**
   * The residual stream behind the last layer, {@code [tokens, width]}.
   *
   * @param positions one a token
   * @param attentionMemory the number of values that the attention keeps
   */
  Tensor run(int[] ids, int[] positions, long attentionMemory, LayerAttention attention) {
    ModelShape model = decoder.shape();
    checkIds(ids, model);
    Kernels kernels = decoder.kernels();
    Placement places = decoder.placement(Segments.ofLengths(), positions);
    Tensor stream = decoder.embed(kernels.indices(ids), places, weights);
    for (int layer = 0; layer < model.layers(); layer++) {
      BlockActivations kept =
          BlockActivations.take(
              "layer" + layer % 2 + ".", model, ids.length, attentionMemory, decoder.buffers());
      DecoderWeights.Block block = weights.blocks().get(layer);
      decoder.block().attentionInput(stream, block, places, kept);
      attention.attend(layer, kept);
      decoder.block().afterAttention(stream, block, kept);
      stream = kept.output();
    }
    return stream;
  }

  /** Refuses what the vocabulary does not hold: the kernels would read beside their tables. */
  static void checkIds(int[] ids, ModelShape model) {
    for (int id : ids) {
      if (id < 0 || id >= model.vocabulary()) {
        throw new IllegalArgumentException(
            "Invalid token id: %s, expected 0 to %s".formatted(id, model.vocabulary() - 1));
      }
    }
  }
}
