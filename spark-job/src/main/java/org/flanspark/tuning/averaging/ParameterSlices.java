package org.flanspark.tuning.averaging;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.Parameters;

/** A model's parameters on their way to executors as they are, a broadcast for each slice. */
final class ParameterSlices implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SLICE_VALUES = 4 << 20;

  private final List<Broadcast<float[]>> slices;

  private ParameterSlices(List<Broadcast<float[]>> slices) {
    this.slices = slices;
  }

  static ParameterSlices send(JavaSparkContext spark, Parameters parameters) {
    List<Broadcast<float[]>> slices = new ArrayList<>();
    for (ParameterShape tensor : parameters.shapes()) {
      for (long from = 0; from < tensor.size(); from += SLICE_VALUES) {
        float[] slice = new float[(int) Math.min(SLICE_VALUES, tensor.size() - from)];
        parameters.read(tensor.name(), from, slice);
        slices.add(spark.broadcast(slice));
      }
    }
    return new ParameterSlices(slices);
  }

  /** All of them end to end on the kernels' device. */
  Tensor onDevice(ModelShape shape, Kernels kernels) {
    Tensor flat = kernels.allocate(ParameterLayout.of(shape).size());
    long offset = 0;
    for (Broadcast<float[]> slice : slices) {
      kernels.write(flat, offset, slice.value());
      offset += slice.value().length;
    }
    return flat;
  }

  void destroy() {
    slices.forEach(Broadcast::destroy);
  }
}
