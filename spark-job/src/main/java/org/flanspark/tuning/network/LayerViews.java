package org.flanspark.tuning.network;

import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.model.Decoder;
import org.flanspark.tuning.model.DecoderWeights;
import org.flanspark.tuning.model.ParameterLayout;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network's flat arrays as tensors of one decoder's kernels, made once and used by each step. */
final class LayerViews {
  private final Decoder decoder;
  private final Tensor parameters;
  private final DecoderWeights weights;
  private final @Nullable Gradients gradients;
  private @Nullable INDArray updatedState;
  private UpdateRule.@Nullable Update update;

  private LayerViews(Decoder decoder, Tensor parameters, @Nullable Tensor gradient) {
    this.decoder = decoder;
    this.parameters = parameters;
    this.weights = weights(decoder, parameters);
    this.gradients = gradient == null ? null : new Gradients(gradient, weights(decoder, gradient));
  }

  /**
   * Views of both arrays.
   *
   * @param gradients of a network that learns
   */
  static LayerViews of(Decoder decoder, INDArray parameters, @Nullable INDArray gradients) {
    Kernels kernels = decoder.kernels();
    return new LayerViews(
        decoder, flat(kernels, parameters), gradients == null ? null : flat(kernels, gradients));
  }

  /**
   * The gradient of every parameter.
   *
   * @param byName views of {@code flat}
   */
  record Gradients(Tensor flat, DecoderWeights byName) {}

  boolean areOf(Decoder other) {
    return decoder == other;
  }

  Decoder decoder() {
    return decoder;
  }

  DecoderWeights weights() {
    return weights;
  }

  Gradients gradients() {
    if (gradients == null) {
      throw new IllegalStateException("Missing gradient: the network has no gradients view");
    }
    return gradients;
  }

  /** The update that keeps its state in this array. */
  UpdateRule.Update update(UpdateRule rule, INDArray state) {
    UpdateRule.Update last = update;
    if (last != null && state == updatedState) {
      return last;
    }
    Kernels kernels = decoder.kernels();
    UpdateTensors tensors =
        new UpdateTensors(
            kernels,
            ParameterLayout.of(decoder.shape()),
            parameters,
            gradients().flat(),
            flat(kernels, state));
    UpdateRule.Update made = rule.over(tensors);
    updatedState = state;
    update = made;
    return made;
  }

  private static DecoderWeights weights(Decoder decoder, Tensor flat) {
    return DecoderWeights.over(flat, decoder.shape(), decoder.kernels());
  }

  private static Tensor flat(Kernels kernels, INDArray array) {
    return kernels.over(array.reshape(array.length()));
  }
}
