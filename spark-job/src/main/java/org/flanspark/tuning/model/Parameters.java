package org.flanspark.tuning.model;

import java.util.List;

/**
 * A decoder's weights as everybody outside the engine sees them: names, shapes and slices of
 * floats. No pointer and no array of a device leaves the engine.
 */
public interface Parameters {
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
}
