package org.flanspark.tuning.model;

import java.util.List;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;

/** Named parts of one flat tensor, which stays where it is: a view, not a copy. */
public final class TensorParameters implements Parameters {
  private final ParameterLayout layout;
  private final Kernels kernels;
  private final Tensor flat;

  /**
   * A view.
   *
   * @param flat of as many values as the layout has
   */
  public TensorParameters(ParameterLayout layout, Kernels kernels, Tensor flat) {
    if (layout.size() != flat.size()) {
      throw new IllegalArgumentException(
          "Invalid flat tensor: %s values, expected %s".formatted(flat.size(), layout.size()));
    }
    this.layout = layout;
    this.kernels = kernels;
    this.flat = flat;
  }

  @Override
  public List<ParameterShape> shapes() {
    return layout.shapes();
  }

  @Override
  public void read(String name, long from, float[] into) {
    kernels.read(flat, layout.sliceOffset(name, from, into.length), into);
  }

  @Override
  public void write(String name, long from, float[] values) {
    kernels.write(flat, layout.sliceOffset(name, from, values.length), values);
  }
}
