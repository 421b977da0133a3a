package org.flanspark.tuning.network;

import java.util.Map;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;

/** Where DL4J calls for an update: it keeps the state and counts the updates, the layer steps. */
record LayerUpdate(LayerUpdater updater, ActiveDecoderLayer layer, INDArray state)
    implements GradientUpdater<LayerUpdater> {

  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    // DL4J opens a workspace for updaters even where it was told not to: what the kernels allocate
    // in it would be void in the next step.
    try (MemoryWorkspace left = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      layer.update(gradient, state, updater.getLearningRate(iteration, epoch), iteration);
    }
  }

  @Override
  public LayerUpdater getConfig() {
    return updater;
  }

  @Override
  public Map<String, INDArray> getState() {
    throw oneStateOnly();
  }

  @Override
  public void setState(Map<String, INDArray> state, boolean initialize) {
    throw oneStateOnly();
  }

  @Override
  public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialize) {
    throw oneStateOnly();
  }

  private static UnsupportedOperationException oneStateOnly() {
    return new UnsupportedOperationException(
        "Cannot exchange the updater's state: write it through DecoderNetwork.updaterState");
  }
}
