package org.flanspark.tuning.averaging;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.Parameters;

/** A model's parameters on their way to executors, in slices. */
final class ParameterSlices implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SLICE_VALUES = 4 << 20;

  private final List<float[]> slices;

  private ParameterSlices(List<float[]> slices) {
    this.slices = slices;
  }

  static ParameterSlices of(Parameters parameters) {
    List<float[]> slices = new ArrayList<>();
    for (ParameterShape tensor : parameters.shapes()) {
      for (long from = 0; from < tensor.size(); from += SLICE_VALUES) {
        float[] slice = new float[(int) Math.min(SLICE_VALUES, tensor.size() - from)];
        parameters.read(tensor.name(), from, slice);
        slices.add(slice);
      }
    }
    return new ParameterSlices(slices);
  }

  /** All of them end to end on the kernels' device. */
  Tensor onDevice(ModelShape shape, Kernels kernels) {
    Tensor flat = kernels.allocate(ParameterLayout.of(shape).size());
    long offset = 0;
    for (float[] slice : slices) {
      kernels.write(flat, offset, slice);
      offset += slice.length;
    }
    return flat;
  }
}
