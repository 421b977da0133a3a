package org.flanspark.tuning.kernel.nd4j;

import org.flanspark.tuning.kernel.Indices;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Row numbers as an INT vector of ND4J, and on the heap. */
final class Nd4jIndices implements Indices {
  private final int[] values;
  private final INDArray array;

  private Nd4jIndices(int[] values, INDArray array) {
    this.values = values;
    this.array = array;
  }

  static Nd4jIndices of(int... values) {
    return new Nd4jIndices(values.clone(), Nd4j.createFromArray(values));
  }

  static INDArray array(Indices indices) {
    return own(indices).array;
  }

  /** Where each row's index lies among all values of {@code [rows, columns]}. */
  static Nd4jIndices places(Indices columnOfRow, long columns) {
    int[] places = own(columnOfRow).values.clone();
    for (int row = 0; row < places.length; row++) {
      places[row] = Math.toIntExact(row * columns + places[row]);
    }
    return new Nd4jIndices(places, Nd4j.createFromArray(places));
  }

  void free() {
    Nd4jScratch.free(array);
  }

  @Override
  public int size() {
    return values.length;
  }

  private static Nd4jIndices own(Indices indices) {
    if (indices instanceof Nd4jIndices own) {
      return own;
    }
    throw new IllegalArgumentException(
        "Invalid indices: %s, expected some of these kernels"
            .formatted(indices.getClass().getName()));
  }
}
