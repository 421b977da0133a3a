package org.flanspark.tuning.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.flanspark.tuning.kernel.Attention;
import org.flanspark.tuning.kernel.Indices;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Segments;
import org.flanspark.tuning.kernel.Tensor;

/**
 * A decoder's forward and backward pass, written out over the kernels; of which parts it is made,
 * its family says. It holds activations, never weights.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Decoder implements AutoCloseable {
  private final ModelShape model;
  private final Kernels kernels;
  private final ActivationMemory memory;
  private final Buffers buffers;
  private final List<BlockActivations> kept = new ArrayList<>();
  private int keptTokens;
  private long keptAttentionMemory;
  private long keptChanges;
  private final Positions positions;
  private final DecoderBlock block;
  private final DecoderHead head;

  private Decoder(ModelShape model, Kernels kernels, ActivationMemory memory) {
    this.model = model;
    this.kernels = kernels;
    this.memory = memory;
    this.buffers = new Buffers(kernels);
    this.positions = model.architecture().positions().open(model, kernels, buffers);
    this.block = new DecoderBlock(model.architecture(), positions, kernels);
    this.head = new DecoderHead(model, kernels, buffers);
  }

  /** A decoder that computes by these kernels, and closes them with itself. */
  public static Decoder of(ModelShape model, Kernels kernels) {
    return new Decoder(model, kernels, ActivationMemory.KEPT);
  }

  /** The same, with this much memory in training. */
  public static Decoder of(ModelShape model, Kernels kernels, ActivationMemory memory) {
    return new Decoder(model, kernels, memory);
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
      return statistics(tokens, new double[0]);
    }
    Tensor stream = sharedForward(tokens, weights);
    return statistics(tokens, head.losses(stream, tokens, weights));
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
    return lossAndGradient(weights, List.of(batch), gradients, flatGradient);
  }

  /**
   * The same of a batch that comes in parts, one computed after the other: the mean is over the
   * counted tokens of all of them, so that parts change the rounding alone.
   */
  public StepStatistics lossAndGradient(
      DecoderWeights weights,
      List<DecoderBatch> parts,
      DecoderWeights gradients,
      Tensor flatGradient) {
    kernels.fill(flatGradient, 0);
    List<TokenStream> streams = parts.stream().map(part -> TokenStream.of(part, model)).toList();
    long counted = streams.stream().mapToLong(TokenStream::countedTokens).sum();
    StepStatistics total = StepStatistics.none();
    for (TokenStream tokens : streams) {
      double[] losses =
          tokens.countedTokens() == 0
              ? new double[0]
              : forwardAndBackward(weights, tokens, gradients, 1.0 / counted);
      total = total.plus(statistics(tokens, losses));
    }
    return counted == 0 ? total : total.withGradientNorm(kernels.norm(flatGradient));
  }

  private double[] forwardAndBackward(
      DecoderWeights weights, TokenStream tokens, DecoderWeights gradients, double scale) {
    Placement places = placement(tokens.segments(), tokens.positions());
    Indices ids = kernels.indices(tokens.ids());
    Tensor embedded = embed(ids, places, weights);
    List<BlockActivations> kept = keptActivations(places);
    for (int layer = 0; layer < model.layers(); layer++) {
      Tensor input = layer == 0 ? embedded : kept.get(layer - 1).output();
      block.forward(input, weights.blocks().get(layer), places, kept.get(layer));
    }
    Tensor gradient = buffers.take("streamGradient", tokens.tokens(), model.width());
    double[] losses =
        head.lossesAndGradient(
            kept.get(model.layers() - 1).output(), tokens, weights, gradient, gradients, scale);
    for (int layer = model.layers() - 1; layer >= 0; layer--) {
      Tensor input = layer == 0 ? embedded : kept.get(layer - 1).output();
      if (memory == ActivationMemory.RECOMPUTED && layer < model.layers() - 1) {
        block.recompute(input, weights.blocks().get(layer), places, kept.get(layer));
      }
      DecoderGradients into =
          DecoderGradients.take(tokens.tokens(), model, gradients.blocks().get(layer), buffers);
      block.backward(input, weights.blocks().get(layer), places, kept.get(layer), into);
    }
    kernels.addRows(gradient, ids, gradients.tokenEmbedding());
    positions.embedGradient(gradient, places, gradients);
    return losses;
  }

  /** Forward only, the segments by themselves. */
  private Tensor sharedForward(TokenStream tokens, DecoderWeights weights) {
    Attention attention = model.attention(tokens.segments());
    return new ForwardPass(this, weights)
        .run(
            tokens.ids(),
            tokens.positions(),
            kernels.attentionMemory(attention),
            (layer, kept) ->
                kernels.attention(
                    kept.queryKeyValue(), attention, kept.attentionMemory(), kept.attended()));
  }

  /**
   * Where the tokens of one pass stand.
   *
   * @param segments whom they see, where no cache is attended to
   * @param tokenPositions one a token
   * @throws IllegalArgumentException if one is outside the context: the kernels would read beside
   *     their tables
   */
  Placement placement(Segments segments, int... tokenPositions) {
    int longest = 1;
    for (int position : tokenPositions) {
      longest = Math.max(longest, position + 1);
    }
    if (longest > model.context()) {
      throw new IllegalArgumentException(
          "Invalid position: %s, expected below the context of %s"
              .formatted(longest - 1, model.context()));
    }
    return new Placement(model.attention(segments), kernels.indices(tokenPositions), longest);
  }

  Tensor embed(Indices ids, Placement places, DecoderWeights weights) {
    Tensor stream = buffers.take("embedded", ids.size(), model.width());
    kernels.gatherRows(weights.tokenEmbedding(), ids, stream);
    positions.embed(stream, places, weights);
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

  /** Room for what training keeps of all layers: the same again while nothing grows. */
  private List<BlockActivations> keptActivations(Placement places) {
    int tokens = places.attention().segments().tokens();
    long attentionMemory = kernels.attentionMemory(places.attention());
    boolean same = tokens == keptTokens && attentionMemory == keptAttentionMemory;
    if (!same || buffers.changes() != keptChanges) {
      kept.clear();
      for (int layer = 0; layer < model.layers(); layer++) {
        kept.add(keptActivations(layer, places));
      }
      keptTokens = tokens;
      keptAttentionMemory = attentionMemory;
      keptChanges = buffers.changes();
    }
    return kept;
  }

  /** Room for what training keeps of a layer; recomputed, all layers share all but the output. */
  private BlockActivations keptActivations(int layer, Placement places) {
    String own = "layer" + layer + ".";
    String others = memory == ActivationMemory.KEPT ? own : "shared.";
    Attention attention = places.attention();
    Tensor output = buffers.take(own + "output", attention.segments().tokens(), model.width());
    return BlockActivations.take(
        others, model, kernels.attentionMemory(attention), output, buffers);
  }

  private static StepStatistics statistics(TokenStream tokens, double[] losses) {
    return new StepStatistics(
        Arrays.stream(losses).sum(),
        losses.length,
        tokens.tokens(),
        0,
        DecoderHead.byTask(tokens, losses));
  }

  @Override
  public void close() {
    buffers.close();
    kernels.close();
  }
}
