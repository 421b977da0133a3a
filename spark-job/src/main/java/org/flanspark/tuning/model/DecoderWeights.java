package org.flanspark.tuning.model;

import java.util.List;
import java.util.stream.IntStream;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Linear;
import org.flanspark.tuning.kernel.Norm;
import org.flanspark.tuning.kernel.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A decoder's parameters, or their gradients, as tensors that share one flat tensor's memory.
 *
 * @param tokenEmbedding {@code [vocabulary, width]}
 * @param positionEmbedding {@code [context, width]}, where positions are learned
 * @param blocks one a layer
 * @param finalNorm before the logits
 * @param outputEmbedding {@code [vocabulary, width]}, whose product gives the logits: the token
 *     embedding itself where they are tied
 */
public record DecoderWeights(
    Tensor tokenEmbedding,
    @Nullable Tensor positionEmbedding,
    List<Block> blocks,
    Norm finalNorm,
    Tensor outputEmbedding) {
  public DecoderWeights {
    blocks = List.copyOf(blocks);
  }

  /** One layer's parameters. */
  record Block(
      Norm attentionNorm,
      Linear attention,
      Linear attentionProjection,
      Norm feedForwardNorm,
      Linear feedForward,
      Linear feedForwardProjection) {}

  /** Views of the flat tensor, as {@link ParameterLayout} lays them. */
  public static DecoderWeights over(Tensor flat, ModelShape model, Kernels kernels) {
    ParameterLayout layout = ParameterLayout.of(model);
    if (flat.size() != layout.size()) {
      throw new IllegalArgumentException(
          "Invalid weights: %s values, expected %s".formatted(flat.size(), layout.size()));
    }
    Views views = new Views(flat, model, layout, kernels);
    return new DecoderWeights(
        views.tensor(ParameterNames.TOKEN_EMBEDDING),
        views.tensorIfAny(ParameterNames.POSITION_EMBEDDING),
        IntStream.range(0, model.layers())
            .mapToObj(layer -> views.block(new ParameterNames(layer)))
            .toList(),
        views.norm(ParameterNames.FINAL_NORM),
        views.tensor(
            model.tiedEmbeddings()
                ? ParameterNames.TOKEN_EMBEDDING
                : ParameterNames.OUTPUT_EMBEDDING));
  }

  private record Views(Tensor flat, ModelShape model, ParameterLayout layout, Kernels kernels) {
    Tensor tensor(String name) {
      long[] dimensions =
          layout.shape(name).dimensions().stream().mapToLong(Integer::longValue).toArray();
      return kernels.view(flat, layout.offset(name), dimensions);
    }

    @Nullable Tensor tensorIfAny(String name) {
      return layout.has(name) ? tensor(name) : null;
    }

    Linear linear(String of) {
      return new Linear(
          tensor(ParameterNames.weight(of)),
          tensorIfAny(ParameterNames.bias(of)),
          model.architecture().outputsFirst());
    }

    Norm norm(String of) {
      return new Norm(
          tensor(ParameterNames.weight(of)),
          tensorIfAny(ParameterNames.bias(of)),
          model.normEpsilon());
    }

    Block block(ParameterNames names) {
      return new Block(
          norm(names.attentionNorm()),
          linear(names.attention()),
          linear(names.attentionProjection()),
          norm(names.feedForwardNorm()),
          linear(names.feedForward()),
          linear(names.feedForwardProjection()));
    }
  }
}
