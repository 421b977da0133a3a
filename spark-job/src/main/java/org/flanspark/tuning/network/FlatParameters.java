package org.flanspark.tuning.network;

import java.util.List;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.Parameters;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Named parts of one flat array, which stays where it is: a view, not a copy. */
final class FlatParameters implements Parameters {
  private final ParameterLayout layout;
  private final INDArray flat;

  private FlatParameters(ParameterLayout layout, INDArray flat) {
    this.layout = layout;
    this.flat = flat;
  }

  static FlatParameters over(ParameterLayout layout, INDArray flat) {
    if (layout.size() != flat.length()) {
      throw new IllegalArgumentException(
          "Invalid flat array: %s values, expected %s".formatted(flat.length(), layout.size()));
    }
    return new FlatParameters(layout, flat.reshape(flat.length()));
  }

  @Override
  public List<ParameterShape> shapes() {
    return layout.shapes();
  }

  @Override
  public void read(String name, long from, float[] into) {
    float[] values = slice(name, from, into.length).toFloatVector();
    System.arraycopy(values, 0, into, 0, into.length);
  }

  @Override
  public void write(String name, long from, float[] values) {
    try (INDArray copy = Nd4j.createFromArray(values)) {
      slice(name, from, values.length).assign(copy);
    }
  }

  private INDArray slice(String name, long from, int length) {
    long offset = layout.sliceOffset(name, from, length);
    return flat.get(NDArrayIndex.interval(offset, offset + length));
  }
}
