package org.flanspark.tuning.averaging;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.kernel.device.KernelChoice;
import org.flanspark.tuning.model.Parameters;
import org.flanspark.tuning.network.ComputeSettings;
import org.flanspark.tuning.network.DecoderNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A worker that lives on in its executor between rounds: its network with buffers and moments. One
 * attempt at a round holds it at a time.
 */
final class LivingWorker {
  private final MultiLayerNetwork network;
  private final Kernels kernels;
  private final Tensor parameters;
  private final ReentrantLock inUse = new ReentrantLock();

  /** Made when they are first asked for: a worker that never steps has none. */
  private @Nullable Tensor moments;

  private @Nullable MomentHistory history;

  LivingWorker(MultiLayerConfiguration configuration, ComputeSettings compute) {
    this.network = new MultiLayerNetwork(configuration);
    network.init();
    this.kernels = KernelChoice.open(compute.backend(), compute.threads());
    this.parameters = flat(network.params());
  }

  MultiLayerNetwork network() {
    return network;
  }

  /** Its parameters alone. */
  FlatValues parameters() {
    return new FlatValues(kernels, parameters, null);
  }

  /** Its parameters and moments. */
  FlatValues parametersAndMoments() {
    return new FlatValues(kernels, parameters, moments());
  }

  MomentHistory history() {
    if (history == null) {
      history = new MomentHistory(kernels, moments());
    }
    return history;
  }

  /** Makes the moments those of a network that has never stepped. */
  void forget() {
    kernels.fill(moments(), 0);
  }

  /** Its moments, by name. */
  Parameters namedMoments() {
    return DecoderNetwork.updaterState(network);
  }

  /** Writes its moments to a file, if it has any that a round may start from. */
  Optional<ParkedMoments> park(Supplier<Path> file) {
    return Optional.ofNullable(history)
        .flatMap(MomentHistory::current)
        .map(stamp -> ParkedMoments.write(stamp, namedMoments(), file.get()));
  }

  /** Takes moments back that it had before it was made anew. */
  void unpark(ParkedMoments parked) {
    parked.readInto(namedMoments());
    history().begin(parked.stamp());
  }

  /** Waits for another attempt to end. */
  void take() {
    inUse.lock();
  }

  void giveBack() {
    inUse.unlock();
  }

  /** Frees its memory; it may not be used again. */
  void release() {
    if (history != null) {
      history.release();
    }
    network.close();
    kernels.close();
  }

  private Tensor moments() {
    if (moments == null) {
      moments = flat(DecoderNetwork.updaterStateView(network));
    }
    return moments;
  }

  private Tensor flat(INDArray array) {
    return kernels.over(array.reshape(array.length()));
  }
}
