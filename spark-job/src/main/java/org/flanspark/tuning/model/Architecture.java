package org.flanspark.tuning.model;

import java.util.Map;
import java.util.TreeMap;

/**
 * The parts that a family's decoder is made of: everything about it but its sizes. All are
 * pre-norm, with causal attention.
 *
 * @param norm before each branch and before the logits
 * @param heads how the heads of attention divide the work
 * @param positions how a token knows its place
 * @param activation between the two products of the feed-forward branch
 * @param biases which linear layers have one
 * @param weights how a linear layer's weight lies in memory
 * @param projections how the two projections back into the residual stream start
 */
record Architecture(
    NormKind norm,
    HeadKind heads,
    PositionKind positions,
    ActivationKind activation,
    BiasKind biases,
    WeightOrder weights,
    ProjectionStart projections) {

  private static final Architecture GPT2 =
      new Architecture(
          NormKind.LAYER,
          HeadKind.MULTI_HEAD,
          PositionKind.LEARNED,
          ActivationKind.GELU,
          BiasKind.EVERYWHERE,
          WeightOrder.INPUTS_FIRST,
          ProjectionStart.SCALED_BY_DEPTH);

  private static final Architecture LLAMA =
      new Architecture(
          NormKind.ROOT_MEAN_SQUARE,
          HeadKind.GROUPED_QUERY,
          PositionKind.ROTARY,
          ActivationKind.SWIGLU,
          BiasKind.NONE,
          WeightOrder.OUTPUTS_FIRST,
          ProjectionStart.AS_ALL);

  private static final Map<String, Architecture> FAMILIES =
      new TreeMap<>(
          Map.of(
              ModelShape.GPT2, GPT2,
              ModelShape.LLAMA, LLAMA,
              ModelShape.QWEN2, LLAMA.with(BiasKind.QUERY_KEY_VALUE)));

  /** Which linear layers have a bias. */
  enum BiasKind {
    EVERYWHERE,
    QUERY_KEY_VALUE,
    NONE
  }

  /** How a linear layer's weight lies in memory. */
  enum WeightOrder {
    /** {@code [in, out]}, as GPT-2's {@code Conv1D} stores it. */
    INPUTS_FIRST,
    /** {@code [out, in]}, as PyTorch's {@code nn.Linear} does. */
    OUTPUTS_FIRST
  }

  /** How the two projections back into the residual stream start. */
  enum ProjectionStart {
    AS_ALL,
    /** Smaller by the square root of the number of branches, so that the stream does not grow. */
    SCALED_BY_DEPTH
  }

  /**
   * The parts of a family.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  static Architecture of(String family) {
    Architecture architecture = FAMILIES.get(family);
    if (architecture == null) {
      throw new IllegalArgumentException(
          "Unknown model family '%s', expected one of %s".formatted(family, FAMILIES.keySet()));
    }
    return architecture;
  }

  private Architecture with(BiasKind others) {
    return new Architecture(norm, heads, positions, activation, others, weights, projections);
  }

  boolean hasQueryKeyValueBias() {
    return biases != BiasKind.NONE;
  }

  /** Whether the linear layers but that of query, key and value have a bias. */
  boolean hasOtherBiases() {
    return biases == BiasKind.EVERYWHERE;
  }

  boolean outputsFirst() {
    return weights == WeightOrder.OUTPUTS_FIRST;
  }
}
