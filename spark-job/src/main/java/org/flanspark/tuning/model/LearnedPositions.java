package org.flanspark.tuning.model;

import java.util.Objects;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;

/** A learned row for each position, added to the token's embedding. */
final class LearnedPositions implements Positions {
  private final ModelShape model;
  private final Kernels kernels;
  private final Buffers buffers;

  LearnedPositions(ModelShape model, Kernels kernels, Buffers buffers) {
    this.model = model;
    this.kernels = kernels;
    this.buffers = buffers;
  }

  @Override
  public void embed(Tensor stream, Placement tokens, DecoderWeights weights) {
    Tensor rows = buffers.take("embeddedPositions", tokens.positions().size(), model.width());
    kernels.gatherRows(table(weights), tokens.positions(), rows);
    kernels.add(stream, rows);
  }

  @Override
  public void embedGradient(Tensor streamGradient, Placement tokens, DecoderWeights gradients) {
    kernels.addRows(streamGradient, tokens.positions(), table(gradients));
  }

  /** Nothing: the embedding said it all. */
  @Override
  public void turn(Tensor queryKeyValue, Placement tokens) {}

  @Override
  public void turnGradient(Tensor queryKeyValueGradient, Placement tokens) {}

  private static Tensor table(DecoderWeights weights) {
    return Objects.requireNonNull(weights.positionEmbedding(), "Missing position embedding");
  }
}
