package org.flanspark.tuning.model;

import java.util.List;
import java.util.stream.IntStream;
import org.flanspark.tuning.kernel.Affine;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;

/**
 * A decoder's parameters, or their gradients, as tensors that share one flat tensor's memory.
 *
 * @param tokenEmbedding {@code [vocabulary, width]}, also the product that gives the logits
 * @param positionEmbedding {@code [context, width]}
 * @param blocks one a layer
 * @param finalNorm before the logits
 */
public record DecoderWeights(
    Tensor tokenEmbedding, Tensor positionEmbedding, List<Block> blocks, Affine finalNorm) {
  public DecoderWeights {
    blocks = List.copyOf(blocks);
  }

  /** One layer's parameters. */
  record Block(
      Affine attentionNorm,
      Affine attention,
      Affine attentionProjection,
      Affine feedForwardNorm,
      Affine feedForward,
      Affine feedForwardProjection) {}

  /** Views of the flat tensor, as {@link ParameterLayout} lays them. */
  public static DecoderWeights over(Tensor flat, ModelShape model, Kernels kernels) {
    ParameterLayout layout = ParameterLayout.of(model);
    if (flat.size() != layout.size()) {
      throw new IllegalArgumentException(
          "Invalid weights: %s values, expected %s".formatted(flat.size(), layout.size()));
    }
    Views views = new Views(flat, layout, kernels);
    return new DecoderWeights(
        views.tensor(ParameterNames.TOKEN_EMBEDDING),
        views.tensor(ParameterNames.POSITION_EMBEDDING),
        IntStream.range(0, model.layers())
            .mapToObj(layer -> views.block(new ParameterNames(layer)))
            .toList(),
        views.affine(ParameterNames.FINAL_NORM));
  }

  private record Views(Tensor flat, ParameterLayout layout, Kernels kernels) {
    Tensor tensor(String name) {
      long[] dimensions =
          layout.shape(name).dimensions().stream().mapToLong(Integer::longValue).toArray();
      return kernels.view(flat, layout.offset(name), dimensions);
    }

    Affine affine(String of) {
      return new Affine(tensor(ParameterNames.weight(of)), tensor(ParameterNames.bias(of)));
    }

    Block block(ParameterNames names) {
      return new Block(
          affine(names.attentionNorm()),
          affine(names.attention()),
          affine(names.attentionProjection()),
          affine(names.feedForwardNorm()),
          affine(names.feedForward()),
          affine(names.feedForwardProjection()));
    }
  }
}
