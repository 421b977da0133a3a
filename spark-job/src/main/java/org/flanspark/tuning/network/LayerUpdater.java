package org.flanspark.tuning.network;

import java.util.List;
import org.flanspark.tuning.model.ParameterShape;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;

/**
 * The updater of one parameter of a layer that is at work. DL4J asks each parameter for its state's
 * size, and runs those whose updaters are equal as one: all of a layer's are, so that the layer
 * updates all its parameters at once, on one state.
 */
final class LayerUpdater extends DecoderUpdater {
  private static final long serialVersionUID = 1L;

  private final transient ActiveDecoderLayer layer;
  private final transient ParameterShape parameter;

  LayerUpdater(DecoderUpdater settings, ActiveDecoderLayer layer, ParameterShape parameter) {
    super(settings);
    this.layer = layer;
    this.parameter = parameter;
  }

  @Override
  public long stateSize(long parameters) {
    return rule().state(List.of(parameter)).stream().mapToLong(ParameterShape::size).sum();
  }

  @Override
  public GradientUpdater<LayerUpdater> instantiate(INDArray state, boolean initialize) {
    if (initialize) {
      state.assign(0);
    }
    return new LayerUpdate(this, layer, state);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LayerUpdater that && layer == that.layer;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(layer);
  }
}
