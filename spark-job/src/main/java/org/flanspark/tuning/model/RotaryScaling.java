package org.flanspark.tuning.model;

import java.io.Serializable;

/**
 * How rotary frequencies are slowed down for texts longer than those of pretraining: {@code
 * rope_scaling} in config.json.
 *
 * @param factor how much longer
 * @param lowFrequencyFactor of {@link Kind#LLAMA3}: pairs that turn fewer than so many times within
 *     the original context are slowed by the factor
 * @param highFrequencyFactor of {@link Kind#LLAMA3}: pairs that turn more often stay as they are
 * @param originalContext of {@link Kind#LLAMA3}: tokens of the longest text of pretraining
 */
public record RotaryScaling(
    Kind kind,
    double factor,
    double lowFrequencyFactor,
    double highFrequencyFactor,
    int originalContext)
    implements Serializable {

  /** Frequencies as they are. */
  public static final RotaryScaling NONE = new RotaryScaling(Kind.NONE, 1, 0, 0, 0);

  /** The ways to slow down. */
  public enum Kind {
    NONE,
    /** All by the factor (Chen et al. 2023, Position Interpolation). */
    LINEAR,
    /** Slow ones by the factor, fast ones not at all, those between gradually (Llama 3.1). */
    LLAMA3
  }

  public RotaryScaling {
    if (factor < 1) {
      throw new IllegalArgumentException(
          "Invalid rotary scaling factor: %s, expected at least 1".formatted(factor));
    }
    if (kind == Kind.LLAMA3 && (originalContext < 1 || lowFrequencyFactor >= highFrequencyFactor)) {
      throw new IllegalArgumentException(
          "Invalid rotary scaling: factors %s and %s, original context %s, expected the first below the second and a context of at least 1"
              .formatted(lowFrequencyFactor, highFrequencyFactor, originalContext));
    }
  }

  /** All frequencies divided by the factor. */
  public static RotaryScaling linear(double factor) {
    return new RotaryScaling(Kind.LINEAR, factor, 0, 0, 0);
  }

  /** Llama 3.1's. */
  public static RotaryScaling llama3(
      double factor, double lowFrequencyFactor, double highFrequencyFactor, int originalContext) {
    return new RotaryScaling(
        Kind.LLAMA3, factor, lowFrequencyFactor, highFrequencyFactor, originalContext);
  }

  /** A frequency in radians a token, slowed down. */
  double apply(double frequency) {
    return switch (kind) {
      case NONE -> frequency;
      case LINEAR -> frequency / factor;
      case LLAMA3 -> {
        double turns = originalContext * frequency / (2 * Math.PI);
        double kept = (turns - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor);
        double share = Math.min(1, Math.max(0, kept));
        yield (1 - share) * frequency / factor + share * frequency;
      }
    };
  }
}
