package org.flanspark.tuning.model;

import java.util.List;

/**
 * A decoder's weights as everybody outside the engine sees them: names, shapes and slices of
 * floats. No pointer and no array of a device leaves the engine.
 */
public interface Parameters {
  /** Values on the heap at a time when all are copied. */
  int COPY_VALUES = 1 << 20;

  /** Every tensor, in the order of the flat view. */
  List<ParameterShape> shapes();

  /**
   * Fills {@code into} with the tensor's values from {@code from} on, in row-major order.
   *
   * @throws IllegalArgumentException if there is no such tensor, or the slice leaves it
   */
  void read(String name, long from, float[] into);

  /**
   * Overwrites the tensor's values from {@code from} on with {@code values}, in row-major order.
   *
   * @throws IllegalArgumentException if there is no such tensor, or the slice leaves it
   */
  void write(String name, long from, float[] values);

  /**
   * Overwrites another's values by these, a slice at a time.
   *
   * @throws IllegalArgumentException if it has other tensors
   */
  default void copyInto(Parameters other) {
    for (ParameterShape tensor : other.shapes()) {
      for (long from = 0; from < tensor.size(); from += COPY_VALUES) {
        float[] slice = new float[(int) Math.min(COPY_VALUES, tensor.size() - from)];
        read(tensor.name(), from, slice);
        other.write(tensor.name(), from, slice);
      }
    }
  }
}
