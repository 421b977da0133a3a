package org.flanspark.tuning.kernel.nd4j;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays for values that do not outlive one operation, kept by name and grown as needed, so that a
 * steady state allocates nothing. Their content is what the last use left.
 */
final class Nd4jScratch implements AutoCloseable {
  private final DataType type;
  private final Map<String, INDArray> backings = new HashMap<>();
  private final Map<String, INDArray> views = new HashMap<>();

  Nd4jScratch(DataType type) {
    this.type = type;
  }

  /** An array of this shape; the one that an earlier call with this name returned is void. */
  INDArray take(String name, long... shape) {
    INDArray last = views.get(name);
    if (last != null && Arrays.equals(last.shape(), shape)) {
      return last;
    }
    long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    INDArray view = Nd4jTensor.view(backing(name, size), 0, shape);
    views.put(name, view);
    return view;
  }

  /** A row of ones, {@code [1, size]}, not to be written to. */
  INDArray ones(long size) {
    INDArray last = views.get("ones");
    INDArray ones = take("ones", 1, size);
    return ones == last ? ones : ones.assign(1);
  }

  private INDArray backing(String name, long size) {
    INDArray backing = backings.get(name);
    if (backing == null || backing.length() < size) {
      free(backing);
      backing = Nd4j.createUninitialized(type, size);
      backings.put(name, backing);
    }
    return backing;
  }

  @Override
  public void close() {
    backings.values().forEach(Nd4jScratch::free);
    backings.clear();
    views.clear();
  }

  static void free(@Nullable INDArray array) {
    if (array != null && array.closeable()) {
      array.close();
    }
  }
}
