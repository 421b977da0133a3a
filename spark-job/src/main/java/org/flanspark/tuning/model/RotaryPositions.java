package org.flanspark.tuning.model;

import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Rotation;
import org.flanspark.tuning.kernel.Tensor;

/**
 * Query and key heads turned by angles that grow with the position. The tables of sines and cosines
 * reach at least as far as the longest text that was seen.
 */
final class RotaryPositions implements Positions {
  private static final int SHORTEST = 256;

  private final ModelShape model;
  private final Kernels kernels;
  private final Buffers buffers;
  private int rows;

  RotaryPositions(ModelShape model, Kernels kernels, Buffers buffers) {
    this.model = model;
    this.kernels = kernels;
    this.buffers = buffers;
  }

  @Override
  public void embed(Tensor stream, Placement tokens, DecoderWeights weights) {
    if (rows < tokens.longest()) {
      rows = Math.min(model.context(), Math.max(SHORTEST, 2 * tokens.longest()));
      fillTables();
    }
  }

  /** Nothing: there are no parameters. */
  @Override
  public void embedGradient(Tensor streamGradient, Placement tokens, DecoderWeights gradients) {}

  @Override
  public void turn(Tensor queryKeyValue, Placement tokens) {
    kernels.rotate(queryKeyValue, tokens.attention(), rotation(tokens));
  }

  @Override
  public void turnGradient(Tensor queryKeyValueGradient, Placement tokens) {
    kernels.rotateGradient(queryKeyValueGradient, tokens.attention(), rotation(tokens));
  }

  private Rotation rotation(Placement tokens) {
    return new Rotation(cosines(), sines(), tokens.positions());
  }

  private void fillTables() {
    float[] frequencies = model.rotary().frequencies(model.headWidth());
    float[] cosines = new float[rows * frequencies.length];
    float[] sines = new float[cosines.length];
    for (int i = 0; i < cosines.length; i++) {
      int position = i / frequencies.length;
      // Rounded to float as in Hugging Face's code, with which pretrained weights were made.
      float angle = position * frequencies[i % frequencies.length];
      cosines[i] = (float) Math.cos(angle);
      sines[i] = (float) Math.sin(angle);
    }
    kernels.write(cosines(), 0, cosines);
    kernels.write(sines(), 0, sines);
  }

  private Tensor cosines() {
    return buffers.take("cosines", rows, model.headWidth() / 2);
  }

  private Tensor sines() {
    return buffers.take("sines", rows, model.headWidth() / 2);
  }
}
