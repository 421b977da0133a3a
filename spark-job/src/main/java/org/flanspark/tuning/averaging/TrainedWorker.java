package org.flanspark.tuning.averaging;

import java.io.Serializable;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What one worker sends to the driver at a round's end: its parameters and updater state, each end
 * to end, and what its steps measured. Plain arrays: an ND4J array is written number by number.
 */
final class TrainedWorker implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[] parameters;
  private final float[] updaterState;
  private final WorkerResult measured;

  private TrainedWorker(float[] parameters, float[] updaterState, WorkerResult measured) {
    this.parameters = parameters;
    this.updaterState = updaterState;
    this.measured = measured;
  }

  static TrainedWorker of(MeasuredResult result) {
    return new TrainedWorker(
        vector(result.getParameters()), vector(result.getUpdaterState()), result.measured());
  }

  WorkerResult measured() {
    return measured;
  }

  /** Adds the other's parameters and updater state to these. */
  void add(TrainedWorker other) {
    add(parameters, other.parameters);
    add(updaterState, other.updaterState);
  }

  /** Puts these, which are the sums of so many workers', into the network as means. */
  void putMeanInto(MultiLayerNetwork network, int workers) {
    put(parameters, workers, network.params());
    put(updaterState, workers, network.getUpdater().getStateViewArray());
  }

  private static float[] vector(INDArray flat) {
    return flat.reshape(flat.length()).toFloatVector();
  }

  private static void add(float[] into, float[] addends) {
    for (int i = 0; i < into.length; i++) {
      into[i] += addends[i];
    }
  }

  private static void put(float[] sums, int count, INDArray into) {
    try (INDArray mean = Nd4j.createFromArray(sums)) {
      into.reshape(into.length()).assign(mean.divi(count));
    }
  }
}
