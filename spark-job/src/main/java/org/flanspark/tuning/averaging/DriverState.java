package org.flanspark.tuning.averaging;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.flanspark.config.AveragingConfig;
import org.flanspark.config.Moments;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.Parameters;
import org.flanspark.tuning.model.TensorParameters;
import org.flanspark.tuning.network.DecoderNetwork;
import org.jspecify.annotations.Nullable;

/**
 * What the driver holds between rounds, in float32: the parameters, which are the network's own;
 * the moments, where they are averaged; and the outer step's velocity, where it has momentum.
 */
final class DriverState {
  private final ParameterLayout parameterLayout;
  private final ParameterLayout momentLayout;
  private final FlatValues values;
  private final OuterUpdate outer;
  private final List<Slice> slices;

  private DriverState(
      ParameterLayout parameterLayout,
      ParameterLayout momentLayout,
      FlatValues values,
      OuterUpdate outer,
      List<Slice> slices) {
    this.parameterLayout = parameterLayout;
    this.momentLayout = momentLayout;
    this.values = values;
    this.outer = outer;
    this.slices = slices;
  }

  /** Of a network whose parameters are in place, with moments and velocity of zeros. */
  static DriverState of(MultiLayerNetwork network, Kernels kernels, AveragingConfig averaging) {
    ParameterLayout parameters = ParameterLayout.of(DecoderNetwork.shape(network));
    ParameterLayout moments = DecoderNetwork.updaterLayout(network);
    boolean averaged = averaging.moments() == Moments.AVERAGED;
    Tensor flat = kernels.over(network.params().reshape(parameters.size()));
    return new DriverState(
        parameters,
        moments,
        new FlatValues(kernels, flat, averaged ? kernels.allocate(moments.size()) : null),
        new OuterUpdate(
            kernels,
            averaging.effectiveOuterRate(),
            averaging.effectiveOuterMomentum(),
            parameters.size()),
        Slice.cut(
            parameters.size(),
            averaged ? moments.size() : 0,
            averaging.sliceBytes() / averaging.wire().bytes()));
  }

  /** What travels, cut. */
  List<Slice> slices() {
    return slices;
  }

  /** The parameters alone, cut. */
  List<Slice> parameterSlices() {
    return slices.stream().filter(slice -> slice.part() == Slice.Part.PARAMETERS).toList();
  }

  /** What travels, in one piece each. */
  FlatValues values() {
    return values;
  }

  /** Steps by a round's means. */
  void step(FlatValues means) {
    outer.step(means, values);
  }

  Parameters parameters() {
    return new TensorParameters(parameterLayout, values.kernels(), values.parameters());
  }

  /** Averaged moments, by name; empty where each worker keeps its own. */
  Optional<Parameters> moments() {
    return named(momentLayout, values.moments());
  }

  /** The names and shapes of an optimizer's moments. */
  List<ParameterShape> momentShapes() {
    return momentLayout.shapes();
  }

  /** The outer step's velocity, named as the parameters; empty where it has no momentum. */
  Optional<Parameters> velocity() {
    return named(parameterLayout, outer.velocity());
  }

  private Optional<Parameters> named(ParameterLayout layout, @Nullable Tensor flat) {
    return flat == null
        ? Optional.empty()
        : Optional.of(new TensorParameters(layout, values.kernels(), flat));
  }

  void release() {
    outer.release();
    if (values.moments() != null) {
      values.kernels().release(values.moments());
    }
  }
}
