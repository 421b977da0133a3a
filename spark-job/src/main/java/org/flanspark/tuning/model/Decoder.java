package org.flanspark.tuning.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.flanspark.tuning.kernel.Attention;
import org.flanspark.tuning.kernel.Indices;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;

/**
 * GPT-2's forward and backward pass, written out over the kernels: pre-norm, learned positions,
 * tanh GELU, tied embeddings. It holds activations, never weights.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Decoder implements AutoCloseable {
  private final ModelShape model;
  private final Kernels kernels;
  private final Buffers buffers;
  private final DecoderBlock block;
  private final DecoderHead head;

  private Decoder(ModelShape model, Kernels kernels) {
    this.model = model;
    this.kernels = kernels;
    this.buffers = new Buffers(kernels);
    this.block = new DecoderBlock(kernels);
    this.head = new DecoderHead(model, kernels, buffers);
  }

  /** A decoder that computes by these kernels, and closes them with itself. */
  public static Decoder of(ModelShape model, Kernels kernels) {
    return new Decoder(model, kernels);
  }

  public ModelShape shape() {
    return model;
  }

  public Kernels kernels() {
    return kernels;
  }

  /** The loss, without a gradient. */
  public StepStatistics loss(DecoderWeights weights, DecoderBatch batch) {
    TokenStream tokens = TokenStream.of(batch, model);
    if (tokens.countedTokens() == 0) {
      return statistics(tokens, new double[0], 0);
    }
    Tensor stream = sharedForward(tokens, weights);
    return statistics(tokens, head.losses(stream, tokens, weights), 0);
  }

  /** The loss of each counted token, in the order of the batch. */
  public double[] tokenLosses(DecoderWeights weights, DecoderBatch batch) {
    TokenStream tokens = TokenStream.of(batch, model);
    return head.losses(sharedForward(tokens, weights), tokens, weights);
  }

  /**
   * The loss, and the gradient of its mean over the counted tokens.
   *
   * @param gradients overwritten, and all of {@code flatGradient}
   * @param flatGradient the tensor that {@code gradients} are views of
   */
  public StepStatistics lossAndGradient(
      DecoderWeights weights, DecoderBatch batch, DecoderWeights gradients, Tensor flatGradient) {
    kernels.fill(flatGradient, 0);
    TokenStream tokens = TokenStream.of(batch, model);
    if (tokens.countedTokens() == 0) {
      return statistics(tokens, new double[0], 0);
    }
    double[] losses = forwardAndBackward(weights, tokens, gradients);
    return statistics(tokens, losses, kernels.norm(flatGradient));
  }

  private double[] forwardAndBackward(
      DecoderWeights weights, TokenStream tokens, DecoderWeights gradients) {
    Attention attention = model.attention(tokens.segments());
    Indices ids = kernels.indices(tokens.ids());
    Indices positions = kernels.indices(tokens.positions());
    List<Tensor> streams = new ArrayList<>(List.of(embed(ids, positions, weights)));
    List<BlockActivations> kept = new ArrayList<>();
    for (int layer = 0; layer < model.layers(); layer++) {
      kept.add(activations("layer" + layer + ".", attention));
      block.forward(streams.get(layer), weights.blocks().get(layer), attention, kept.get(layer));
      streams.add(kept.get(layer).output());
    }
    Tensor gradient = buffers.take("streamGradient", tokens.tokens(), model.width());
    double[] losses =
        head.lossesAndGradient(streams.get(model.layers()), tokens, weights, gradient, gradients);
    for (int layer = model.layers() - 1; layer >= 0; layer--) {
      DecoderGradients into =
          DecoderGradients.take(tokens.tokens(), model, gradients.blocks().get(layer), buffers);
      block.backward(
          streams.get(layer), weights.blocks().get(layer), attention, kept.get(layer), into);
    }
    kernels.addRows(gradient, ids, gradients.tokenEmbedding());
    kernels.addRows(gradient, positions, gradients.positionEmbedding());
    return losses;
  }

  /** Forward only: all layers share two sets of buffers in turn. */
  private Tensor sharedForward(TokenStream tokens, DecoderWeights weights) {
    Attention attention = model.attention(tokens.segments());
    Tensor stream =
        embed(kernels.indices(tokens.ids()), kernels.indices(tokens.positions()), weights);
    for (int layer = 0; layer < model.layers(); layer++) {
      BlockActivations kept = activations("layer" + layer % 2 + ".", attention);
      block.forward(stream, weights.blocks().get(layer), attention, kept);
      stream = kept.output();
    }
    return stream;
  }

  Tensor embed(Indices ids, Indices positions, DecoderWeights weights) {
    Tensor stream = buffers.take("embedded", ids.size(), model.width());
    Tensor places = buffers.take("embeddedPositions", ids.size(), model.width());
    kernels.gatherRows(weights.tokenEmbedding(), ids, stream);
    kernels.gatherRows(weights.positionEmbedding(), positions, places);
    kernels.add(stream, places);
    return stream;
  }

  DecoderBlock block() {
    return block;
  }

  DecoderHead head() {
    return head;
  }

  Buffers buffers() {
    return buffers;
  }

  BlockActivations activations(String prefix, Attention attention) {
    return BlockActivations.take(
        prefix, model, attention.segments().tokens(), kernels.attentionMemory(attention), buffers);
  }

  private static StepStatistics statistics(
      TokenStream tokens, double[] losses, double gradientNorm) {
    return new StepStatistics(
        Arrays.stream(losses).sum(),
        losses.length,
        tokens.tokens(),
        gradientNorm,
        DecoderHead.byTask(tokens, losses));
  }

  @Override
  public void close() {
    buffers.close();
    kernels.close();
  }
}
