package org.flanspark.tuning.model;

import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;

/**
 * A decoder with weights of its own on the kernels' device, to be asked and not to be trained.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class LoadedDecoder implements AutoCloseable {
  private static final int COPY_SLICE = 1 << 20;

  private final Decoder decoder;
  private final Tensor flat;
  private final DecoderWeights weights;

  private LoadedDecoder(Decoder decoder, Tensor flat) {
    this.decoder = decoder;
    this.flat = flat;
    this.weights = DecoderWeights.over(flat, decoder.shape(), decoder.kernels());
  }

  /**
   * Copies the parameters onto the kernels' device.
   *
   * @param kernels closed with the decoder
   * @throws IllegalArgumentException if the parameters are not those of the shape
   */
  public static LoadedDecoder of(ModelShape shape, Parameters parameters, Kernels kernels) {
    ParameterLayout layout = ParameterLayout.of(shape);
    if (!layout.shapes().equals(parameters.shapes())) {
      throw new IllegalArgumentException(
          "Invalid parameters: %s, expected %s".formatted(parameters.shapes(), layout.shapes()));
    }
    Tensor flat = kernels.allocate(layout.size());
    for (ParameterShape tensor : layout.shapes()) {
      copy(tensor, parameters, kernels, flat, layout.offset(tensor.name()));
    }
    return new LoadedDecoder(Decoder.of(shape, kernels), flat);
  }

  public Decoder decoder() {
    return decoder;
  }

  public DecoderWeights weights() {
    return weights;
  }

  /** The loss of a batch, of each task too. */
  public StepStatistics loss(DecoderBatch batch) {
    return decoder.loss(weights, batch);
  }

  @Override
  public void close() {
    decoder.kernels().release(flat);
    decoder.close();
  }

  private static void copy(
      ParameterShape tensor, Parameters from, Kernels kernels, Tensor flat, long offset) {
    for (long start = 0; start < tensor.size(); start += COPY_SLICE) {
      float[] slice = new float[(int) Math.min(COPY_SLICE, tensor.size() - start)];
      from.read(tensor.name(), start, slice);
      kernels.write(flat, offset + start, slice);
    }
  }
}
