package org.flanspark.tuning.huggingface;

import java.util.Arrays;
import java.util.Optional;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.Parameters;

/** Compares parameters bit by bit, in slices. */
final class ParameterBits {
  private ParameterBits() {}

  /** Says where two sets of parameters first differ; empty where every bit is equal. */
  static Optional<String> difference(Parameters one, Parameters other) {
    if (!one.shapes().equals(other.shapes())) {
      return Optional.of("the names and shapes of the tensors");
    }
    return one.shapes().stream()
        .flatMap(shape -> difference(shape, one, other).stream())
        .findFirst();
  }

  private static Optional<String> difference(
      ParameterShape shape, Parameters one, Parameters other) {
    for (long from = 0; from < shape.size(); from += Safetensors.SLICE_VALUES) {
      int length = (int) Math.min(Safetensors.SLICE_VALUES, shape.size() - from);
      int[] bits = bits(shape, from, length, one);
      int[] otherBits = bits(shape, from, length, other);
      int index = Arrays.mismatch(bits, otherBits);
      if (index >= 0) {
        return Optional.of(
            "%s at %s: %s and %s"
                .formatted(
                    shape.name(),
                    from + index,
                    Float.intBitsToFloat(bits[index]),
                    Float.intBitsToFloat(otherBits[index])));
      }
    }
    return Optional.empty();
  }

  private static int[] bits(ParameterShape shape, long from, int length, Parameters parameters) {
    float[] values = new float[length];
    parameters.read(shape.name(), from, values);
    int[] bits = new int[length];
    for (int i = 0; i < length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
