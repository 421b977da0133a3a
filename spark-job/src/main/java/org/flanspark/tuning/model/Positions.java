package org.flanspark.tuning.model;

import org.flanspark.tuning.kernel.Tensor;

/** The two places where a position can enter: the embedding, and the heads of queries and keys. */
interface Positions {
  /** Called once a pass, before anything else; {@code stream} holds the tokens' embeddings. */
  void embed(Tensor stream, Placement tokens, DecoderWeights weights);

  /** Gradient of {@link #embed}, added to those of the parameters. */
  void embedGradient(Tensor streamGradient, Placement tokens, DecoderWeights gradients);

  /** In place. */
  void turn(Tensor queryKeyValue, Placement tokens);

  /** Gradient of {@link #turn}, in place. */
  void turnGradient(Tensor queryKeyValueGradient, Placement tokens);
}
