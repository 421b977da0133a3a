package org.flanspark.tuning.kernel;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The order of a tensor's values: the last axis is contiguous. */
public final class RowMajor {
  private RowMajor() {}

  /** How many values lie from one index of an axis to the next. */
  public static long[] strides(long... shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape[axis];
    }
    return strides;
  }

  /**
   * Refuses an array whose values lie otherwise; the stride of an axis of size one means nothing.
   *
   * @throws IllegalArgumentException with both strides
   */
  public static void require(INDArray array) {
    long[] expected = strides(array.shape());
    for (int axis = 0; axis < expected.length; axis++) {
      if (array.size(axis) > 1 && array.stride(axis) != expected[axis]) {
        throw new IllegalArgumentException(
            "Invalid array: strides %s, expected row-major %s"
                .formatted(Arrays.toString(array.stride()), Arrays.toString(expected)));
      }
    }
  }
}
