package org.flanspark.tuning.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parameters in Java arrays, one for each tensor. */
public final class HeapParameters implements Parameters {
  private final ParameterLayout layout;
  private final Map<String, float[]> tensors;

  private HeapParameters(ParameterLayout layout) {
    this.layout = layout;
    this.tensors = new LinkedHashMap<>();
    for (ParameterShape shape : layout.shapes()) {
      tensors.put(shape.name(), new float[heapSize(shape)]);
    }
  }

  /** All zeros. */
  public static HeapParameters zeros(List<ParameterShape> shapes) {
    return new HeapParameters(ParameterLayout.of(shapes));
  }

  /** The same values, independent of the original from now on. */
  public static HeapParameters copyOf(Parameters parameters) {
    HeapParameters copy = zeros(parameters.shapes());
    copy.tensors.forEach((name, values) -> parameters.read(name, 0, values));
    return copy;
  }

  @Override
  public List<ParameterShape> shapes() {
    return layout.shapes();
  }

  @Override
  public void read(String name, long from, float[] into) {
    System.arraycopy(tensor(name, from, into.length), (int) from, into, 0, into.length);
  }

  @Override
  public void write(String name, long from, float[] values) {
    System.arraycopy(values, 0, tensor(name, from, values.length), (int) from, values.length);
  }

  private float[] tensor(String name, long from, int length) {
    layout.sliceOffset(name, from, length);
    float[] tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalStateException("Missing tensor " + name);
    }
    return tensor;
  }

  private static int heapSize(ParameterShape shape) {
    if (shape.size() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "Cannot hold %s in a Java array: %s values".formatted(shape.name(), shape.size()));
    }
    return (int) shape.size();
  }
}
