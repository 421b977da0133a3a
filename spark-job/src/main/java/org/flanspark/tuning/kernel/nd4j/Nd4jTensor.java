package org.flanspark.tuning.kernel.nd4j;

import java.util.Arrays;
import java.util.List;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.RowMajor;
import org.flanspark.tuning.kernel.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A tensor on ND4J's backend. */
record Nd4jTensor(INDArray array, ElementType type, List<Long> dimensions) implements Tensor {
  static Nd4jTensor of(INDArray array) {
    return new Nd4jTensor(array, elementType(array), Arrays.stream(array.shape()).boxed().toList());
  }

  /** Looks inside a tensor. */
  static INDArray array(Tensor tensor) {
    if (tensor instanceof Nd4jTensor own) {
      return own.array;
    }
    throw new IllegalArgumentException(
        "Invalid tensor: %s, expected one of these kernels".formatted(tensor.getClass().getName()));
  }

  /** A row-major view that starts {@code from} values after the array's first. */
  static INDArray view(INDArray of, long from, long... shape) {
    return strided(of, from, shape, RowMajor.strides(shape));
  }

  /** Some columns of {@code [rows, columns]}. */
  static INDArray columns(INDArray of, long from, long count) {
    return strided(of, from, new long[] {of.size(0), count}, new long[] {of.size(1), 1});
  }

  /** A view of any strides that starts {@code from} values after the array's first. */
  static INDArray strided(INDArray of, long from, long[] shape, long[] strides) {
    return Nd4j.create(of.data(), shape, strides, of.offset() + from, 'c', of.dataType());
  }

  private static ElementType elementType(INDArray array) {
    return switch (array.dataType()) {
      case FLOAT -> ElementType.FLOAT32;
      case DOUBLE -> ElementType.FLOAT64;
      default ->
          throw new IllegalArgumentException(
              "Invalid data type: %s, expected FLOAT or DOUBLE".formatted(array.dataType()));
    };
  }
}
