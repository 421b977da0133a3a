package org.flanspark.tuning.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Every gradient against central differences in double precision: the loss is the sum of the
 * outputs, each times a fixed random number, which is then the gradient of the output.
 */
class KernelGradientTest {
  private final Kernels kernels = Nd4jKernels.of(ElementType.FLOAT64);
  private final Random random = new Random(7);

  @AfterEach
  void close() {
    kernels.close();
  }

  @Test
  void linearHasTheGradientOfItsOutput() {
    INDArray x = normal(5, 4);
    INDArray w = normal(4, 3);
    INDArray b = normal(3);
    INDArray y = zeros(5, 3);
    INDArray dy = normal(5, 3);
    INDArray dx = normal(5, 4);
    INDArray dw = zeros(4, 3);
    INDArray db = zeros(3);
    Affine layer = new Affine(over(w), over(b));
    kernels.linearGradient(over(x), layer, over(dy), over(dx), new Affine(over(dw), over(db)));
    Runnable forward = () -> kernels.linear(over(x), layer, over(y));
    checkGradient(forward, y, dy, x, dx);
    checkGradient(forward, y, dy, w, dw);
    checkGradient(forward, y, dy, b, db);
  }

  @Test
  void layerNormHasTheGradientOfItsOutput() {
    INDArray x = normal(4, 6);
    INDArray w = normal(6);
    INDArray b = normal(6);
    INDArray y = zeros(4, 6);
    INDArray dy = normal(4, 6);
    INDArray dx = zeros(4, 6);
    INDArray dw = zeros(6);
    INDArray db = zeros(6);
    INDArray statistics = zeros(2, 4);
    Affine norm = new Affine(over(w), over(b));
    Runnable forward = () -> kernels.layerNorm(over(x), norm, over(statistics), over(y));
    forward.run();
    Affine gradient = new Affine(over(dw), over(db));
    kernels.layerNormGradient(over(x), norm, over(statistics), over(dy), over(dx), gradient);
    checkGradient(forward, y, dy, x, dx);
    checkGradient(forward, y, dy, w, dw);
    checkGradient(forward, y, dy, b, db);
  }

  @Test
  void geluHasTheGradientOfItsOutput() {
    INDArray x = normal(3, 5).muli(2);
    INDArray y = zeros(3, 5);
    INDArray dy = normal(3, 5);
    INDArray dx = dy.dup();
    kernels.geluGradient(over(x), over(dx), over(dx));
    checkGradient(() -> kernels.gelu(over(x), over(y)), y, dy, x, dx);
  }

  @Test
  void attentionHasTheGradientOfItsOutput() {
    Attention attention = new Attention(Segments.ofLengths(3, 1, 70, 2), 2);
    INDArray x = normal(76, 12);
    INDArray y = zeros(76, 4);
    INDArray dy = normal(76, 4);
    INDArray dx = normal(76, 12);
    INDArray memory = zeros(kernels.attentionMemory(attention));
    Runnable forward = () -> kernels.attention(over(x), attention, over(memory), over(y));
    forward.run();
    kernels.attentionGradient(over(x), attention, over(memory), over(dy), over(dx));
    checkGradient(forward, y, dy, x, dx);
  }

  @Test
  void logitsHaveTheGradientOfTheirOutput() {
    INDArray hidden = normal(3, 4);
    INDArray table = normal(6, 4);
    INDArray y = zeros(3, 6);
    INDArray dy = normal(3, 6);
    INDArray dHidden = normal(3, 4);
    INDArray dTable = zeros(6, 4);
    kernels.logitsGradient(over(hidden), over(table), over(dy), over(dHidden), over(dTable));
    Runnable forward = () -> kernels.logits(over(hidden), over(table), over(y));
    checkGradient(forward, y, dy, hidden, dHidden);
    checkGradient(forward, y, dy, table, dTable);
  }

  @Test
  void crossEntropyHasTheGradientOfItsLosses() {
    INDArray logits = normal(4, 5).muli(3);
    Indices labels = kernels.indices(0, 4, 4, 2);
    INDArray losses = zeros(4);
    INDArray gradient = logits.dup();
    kernels.crossEntropy(over(gradient), labels, over(losses));
    kernels.crossEntropyGradient(over(gradient), labels, 0.25);
    INDArray quarter = zeros(4).addi(0.25);
    Runnable forward = () -> kernels.crossEntropy(over(logits.dup()), labels, over(losses));
    checkGradient(forward, losses, quarter, logits, gradient);
  }

  @Test
  void addingRowsIsTheGradientOfGatheringThem() {
    INDArray table = normal(4, 3);
    Indices rows = kernels.indices(2, 0, 2, 2);
    INDArray y = zeros(4, 3);
    INDArray dy = normal(4, 3);
    INDArray dTable = zeros(4, 3);
    kernels.addRows(over(dy), rows, over(dTable));
    checkGradient(() -> kernels.gatherRows(over(table), rows, over(y)), y, dy, table, dTable);
  }

  @Test
  void parametersGradientsAreAddedTo() {
    INDArray x = normal(2, 2);
    INDArray dw = zeros(2, 2);
    INDArray db = zeros(2);
    Affine layer = new Affine(over(normal(2, 2)), over(normal(2)));
    Affine gradient = new Affine(over(dw), over(db));
    INDArray dy = normal(2, 2);
    kernels.linearGradient(over(x), layer, over(dy), over(zeros(2, 2)), gradient);
    INDArray once = dw.dup();
    kernels.linearGradient(over(x), layer, over(dy), over(zeros(2, 2)), gradient);
    assertThat(dw.sub(once.mul(2)).norm2Number().doubleValue()).isLessThan(1e-12);
  }

  private void checkGradient(
      Runnable forward, INDArray output, INDArray weights, INDArray input, INDArray gradient) {
    INDArray flat = input.reshape(input.length());
    double[] analytic = gradient.reshape(gradient.length()).toDoubleVector();
    for (int i = 0; i < flat.length(); i += stride(flat)) {
      double value = flat.getDouble(i);
      flat.putScalar(i, value + 1e-5);
      double above = loss(forward, output, weights);
      flat.putScalar(i, value - 1e-5);
      double below = loss(forward, output, weights);
      flat.putScalar(i, value);
      double numeric = (above - below) / 2e-5;
      assertThat(analytic[i])
          .as("value %s", i)
          .isCloseTo(numeric, within(1e-7 + 1e-6 * Math.abs(numeric)));
    }
  }

  /** Of large inputs, some values: a stride that is prime to the columns visits all of those. */
  private static long stride(INDArray input) {
    return input.length() > 100 ? 23 : 1;
  }

  private static double loss(Runnable forward, INDArray output, INDArray weights) {
    forward.run();
    return output.mul(weights).sumNumber().doubleValue();
  }

  private Tensor over(INDArray array) {
    return kernels.over(array);
  }

  private INDArray normal(long... shape) {
    INDArray array = zeros(shape);
    for (int i = 0; i < array.length(); i++) {
      array.putScalar(i, random.nextGaussian());
    }
    return array;
  }

  private static INDArray zeros(long... shape) {
    return Nd4j.create(DataType.DOUBLE, shape, 'c');
  }
}
