package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.kernel.cpu.CpuKernels;
import org.flanspark.tuning.kernel.nd4j.Nd4jKernels;
import org.junit.jupiter.api.Test;

class OuterUpdateTest {
  private static final Kernels KERNELS = CpuKernels.of(1);

  @Test
  void atRate1TheMeanDeltaIsTakenOffAsItIs() {
    OuterUpdate outer = new OuterUpdate(KERNELS, 1, 0, 2);
    FlatValues master = parameters(KERNELS, 10, -3);
    FlatValues means = parameters(KERNELS, 4, 0.5f);
    outer.step(means, master);
    assertThat(floats(KERNELS, master.parameters())).containsExactly(6, -3.5f);
    assertThat(floats(KERNELS, means.parameters())).containsExactly(4, 0.5f);
    assertThat(outer.velocity()).isNull();
  }

  @Test
  void atRateOneHalfTheParametersMoveHalfAsFar() {
    OuterUpdate outer = new OuterUpdate(KERNELS, 0.5, 0, 2);
    FlatValues master = parameters(KERNELS, 10, -3);
    outer.step(parameters(KERNELS, 4, 0.5f), master);
    outer.step(parameters(KERNELS, -2, 0), master);
    assertThat(floats(KERNELS, master.parameters())).containsExactly(9, -3.25f);
  }

  /**
   *
   *
   * <pre>
   * v = 0.5 * 0 + 4 = 4    p = 10 - 0.25 * (4 + 0.5 * 4) = 8.5
   * v = 0.5 * 4 - 1 = 1    p = 8.5 - 0.25 * (-1 + 0.5 * 1) = 8.625
   * v = 0.5 * 1 + 0 = 0.5  p = 8.625 - 0.25 * (0 + 0.5 * 0.5) = 8.5625
   * </pre>
   */
  @Test
  void nesterovLooksAheadByItsVelocity() {
    OuterUpdate outer = new OuterUpdate(KERNELS, 0.25, 0.5, 1);
    FlatValues master = parameters(KERNELS, 10);
    assertThat(floats(KERNELS, outer.velocity())).containsExactly(0);
    outer.step(parameters(KERNELS, 4), master);
    assertThat(floats(KERNELS, outer.velocity())).containsExactly(4);
    assertThat(floats(KERNELS, master.parameters())).containsExactly(8.5f);
    outer.step(parameters(KERNELS, -1), master);
    assertThat(floats(KERNELS, outer.velocity())).containsExactly(1);
    assertThat(floats(KERNELS, master.parameters())).containsExactly(8.625f);
    outer.step(parameters(KERNELS, 0), master);
    assertThat(floats(KERNELS, outer.velocity())).containsExactly(0.5f);
    assertThat(floats(KERNELS, master.parameters())).containsExactly(8.5625f);
    outer.release();
  }

  /**
   * PyTorch's {@code torch.optim.SGD(lr, momentum, nesterov=True)}, from {@code
   * torch/optim/sgd.py}, for each value, with the mean delta as its gradient g:
   *
   * <pre>
   * buf = g in the first step, momentum * buf + g in those after it
   * g = g + momentum * buf
   * p = p - lr * g
   * </pre>
   */
  @Property(tries = 20)
  void nesterovIsPyTorchs(
      @ForAll @DoubleRange(min = 0.05, max = 1.5) double rate,
      @ForAll @DoubleRange(min = 0.05, max = 0.95) double momentum,
      @ForAll long seed) {
    for (Kernels kernels : List.of(KERNELS, Nd4jKernels.of(ElementType.FLOAT32))) {
      Random random = new Random(seed);
      OuterUpdate outer = new OuterUpdate(kernels, rate, momentum, 1);
      double expected = random.nextGaussian();
      double buf = 0;
      FlatValues master = parameters(kernels, (float) expected);
      for (int round = 1; round <= 6; round++) {
        double delta = random.nextGaussian();
        outer.step(parameters(kernels, (float) delta), master);

        buf = round == 1 ? delta : momentum * buf + delta;
        double g = delta + momentum * buf;
        expected -= rate * g;
        assertThat((double) floats(kernels, master.parameters())[0])
            .isCloseTo(expected, within(1e-4));
        assertThat((double) floats(kernels, outer.velocity())[0]).isCloseTo(buf, within(1e-4));
      }
      outer.release();
    }
  }

  @Test
  void averagedMomentsBecomeTheMeansWhateverRateAndMomentum() {
    OuterUpdate outer = new OuterUpdate(KERNELS, 0.25, 0.5, 1);
    FlatValues master = withMoments(new float[] {10}, 1, 2);
    FlatValues means = withMoments(new float[] {4}, 7, 0.125f);
    outer.step(means, master);
    assertThat(floats(KERNELS, master.moments())).containsExactly(7, 0.125f);
    assertThat(floats(KERNELS, master.parameters())).containsExactly(8.5f);
  }

  private static FlatValues parameters(Kernels kernels, float... values) {
    FlatValues flat = FlatValues.allocate(kernels, values.length, 0);
    flat.write(Slice.Part.PARAMETERS, 0, values);
    return flat;
  }

  private static FlatValues withMoments(float[] parameters, float... moments) {
    FlatValues flat = FlatValues.allocate(KERNELS, parameters.length, moments.length);
    flat.write(Slice.Part.PARAMETERS, 0, parameters);
    flat.write(Slice.Part.MOMENTS, 0, moments);
    return flat;
  }

  private static float[] floats(Kernels kernels, Tensor tensor) {
    float[] values = new float[(int) tensor.size()];
    kernels.read(tensor, 0, values);
    return values;
  }
}
