package org.flanspark.tuning.model;

import java.io.Serializable;

/**
 * By which angles rotary positions turn (Su et al. 2021, RoFormer): at position {@code p}, pair
 * {@code i} of a head by {@code p} times its frequency, {@code base^(-2 i / headWidth)}, scaled.
 *
 * @param base {@code rope_theta} in config.json; 0 where positions are learned instead
 * @param scaling for texts longer than those of pretraining
 */
public record RotaryEmbedding(double base, RotaryScaling scaling) implements Serializable {
  /** Of families whose positions are learned. */
  public static final RotaryEmbedding NONE = new RotaryEmbedding(0, RotaryScaling.NONE);

  /** Without a scaling. */
  public static RotaryEmbedding ofBase(double base) {
    return new RotaryEmbedding(base, RotaryScaling.NONE);
  }

  /**
   * The angle, in radians, by which each pair turns from one position to the next.
   *
   * @return {@code headWidth / 2} values, from fast to slow
   */
  float[] frequencies(int headWidth) {
    float[] frequencies = new float[headWidth / 2];
    for (int i = 0; i < frequencies.length; i++) {
      float plain = (float) Math.pow(base, -2.0 * i / headWidth);
      frequencies[i] = (float) scaling.apply(plain);
    }
    return frequencies;
  }
}
