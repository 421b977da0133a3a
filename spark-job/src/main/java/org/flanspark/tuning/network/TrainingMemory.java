package org.flanspark.tuning.network;

import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.device.KernelChoice;
import org.flanspark.tuning.model.DecoderMemory;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.ParameterShape;

/**
 * What a network that trains holds outside the heap, in bytes.
 *
 * @param parameters in float32, as all of it
 * @param gradients as many
 * @param optimizerState what the optimizer remembers
 * @param activations of the rows that an update computes at one time, and their gradients
 */
public record TrainingMemory(
    long parameters, long gradients, long optimizerState, long activations) {

  /**
   * The memory of a network before there is one.
   *
   * @param update all rows of an update; they are computed in {@code compute.accumulate()} parts
   * @throws org.flanspark.config.ConfigException if the backend cannot run on this machine
   */
  public static TrainingMemory of(
      ModelShape shape,
      NetworkSettings settings,
      ComputeSettings compute,
      DecoderMemory.Load update) {
    ParameterLayout layout = ParameterLayout.of(shape);
    UpdateRule rule = DecoderUpdater.of(settings).rule();
    long state = rule.state(layout.shapes()).stream().mapToLong(ParameterShape::size).sum();
    long parameters = layout.size() * Float.BYTES;
    return new TrainingMemory(
        parameters, parameters, state * Float.BYTES, activations(shape, compute, update));
  }

  /**
   * What a decoder holds outside the heap that computes losses and does not train: parameters and
   * activations, in bytes.
   *
   * @param rows that are computed at one time
   * @throws org.flanspark.config.ConfigException if the backend cannot run on this machine
   */
  public static long lossBytes(ModelShape shape, ComputeSettings compute, DecoderMemory.Load rows) {
    try (Kernels kernels = KernelChoice.open(compute.backend(), compute.threads())) {
      return ParameterLayout.of(shape).size() * Float.BYTES
          + DecoderMemory.lossBytes(shape, rows, kernels);
    }
  }

  /** All of it. */
  public long total() {
    return parameters + gradients + optimizerState + activations;
  }

  private static long activations(
      ModelShape shape, ComputeSettings compute, DecoderMemory.Load update) {
    try (Kernels kernels = KernelChoice.open(compute.backend(), compute.threads())) {
      return DecoderMemory.trainingBytes(
          shape, compute.activations(), update.part(compute.accumulate()), kernels);
    }
  }
}
