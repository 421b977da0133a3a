package org.flanspark.tuning.model;

/**
 * The names of a decoder's parameters; a linear layer and a norm each have a weight and a bias.
 *
 * @param layer the block that the names are for, from 0
 */
public record ParameterNames(int layer) {
  public static final String TOKEN_EMBEDDING = "tokenEmbedding";
  public static final String POSITION_EMBEDDING = "positionEmbedding";

  /** What the logits are products with, where that is not the token embedding. */
  public static final String OUTPUT_EMBEDDING = "outputEmbedding";

  /** The norm before the logits: complete it by {@link #weight} or {@link #bias}. */
  public static final String FINAL_NORM = "finalNorm";

  public String attentionNorm() {
    return "block" + layer + "AttentionNorm";
  }

  /** Query, key and value in one matrix: all queries, then all keys, then all values. */
  public String attention() {
    return "block" + layer + "Attention";
  }

  public String attentionProjection() {
    return "block" + layer + "AttentionProjection";
  }

  public String feedForwardNorm() {
    return "block" + layer + "FeedForwardNorm";
  }

  /** The way into the hidden layer; of SwiGLU the gate, then the way up, in one matrix. */
  public String feedForward() {
    return "block" + layer + "FeedForward";
  }

  public String feedForwardProjection() {
    return "block" + layer + "FeedForwardProjection";
  }

  /** The weight of a linear layer or norm. */
  public static String weight(String of) {
    return of + "Weight";
  }

  /** The bias of a linear layer or norm. */
  public static String bias(String of) {
    return of + "Bias";
  }
}
