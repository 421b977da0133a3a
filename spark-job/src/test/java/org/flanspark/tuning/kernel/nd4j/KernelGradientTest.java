package org.flanspark.tuning.kernel.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.flanspark.tuning.kernel.Attention;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.Indices;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.KeyValueCache;
import org.flanspark.tuning.kernel.Linear;
import org.flanspark.tuning.kernel.Norm;
import org.flanspark.tuning.kernel.Rotation;
import org.flanspark.tuning.kernel.Segments;
import org.flanspark.tuning.kernel.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

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
    Linear layer = new Linear(over(w), over(b), false);
    kernels.linearGradient(
        over(x), layer, over(dy), over(dx), new Linear(over(dw), over(db), false));
    Runnable forward = () -> kernels.linear(over(x), layer, over(y));
    checkGradient(forward, y, dy, x, dx);
    checkGradient(forward, y, dy, w, dw);
    checkGradient(forward, y, dy, b, db);
  }

  @Test
  void aLinearLayerWithOutputsFirstAndNoBiasHasTheGradientOfItsOutput() {
    INDArray x = normal(5, 4);
    INDArray w = normal(3, 4);
    INDArray y = zeros(5, 3);
    INDArray dy = normal(5, 3);
    INDArray dx = normal(5, 4);
    INDArray dw = zeros(3, 4);
    Linear layer = new Linear(over(w), null, true);
    kernels.linearGradient(over(x), layer, over(dy), over(dx), new Linear(over(dw), null, true));
    Runnable forward = () -> kernels.linear(over(x), layer, over(y));
    checkGradient(forward, y, dy, x, dx);
    checkGradient(forward, y, dy, w, dw);
  }

  @Test
  void outputsFirstIsTheSameLayerTransposed() {
    INDArray x = normal(5, 4);
    INDArray w = normal(4, 3);
    Tensor b = over(normal(3));
    INDArray y = zeros(5, 3);
    INDArray transposed = zeros(5, 3);
    kernels.linear(over(x), new Linear(over(w), b, false), over(y));
    Linear outputsFirst = new Linear(over(w.transpose().dup('c')), b, true);
    kernels.linear(over(x), outputsFirst, over(transposed));
    assertThat(transposed.toDoubleMatrix()).isDeepEqualTo(y.toDoubleMatrix());
  }

  @Test
  void addLinearHasTheGradientOfItsOutput() {
    for (boolean outputsFirst : new boolean[] {false, true}) {
      INDArray x = normal(3, 5);
      INDArray w = outputsFirst ? normal(2, 5) : normal(5, 2);
      INDArray b = normal(2);
      INDArray residual = normal(3, 2);
      INDArray y = zeros(3, 2);
      INDArray dy = normal(3, 2);
      INDArray dx = zeros(3, 5);
      INDArray dw = zeros(w.shape());
      INDArray db = zeros(2);
      Linear layer = new Linear(over(w), over(b), outputsFirst);
      Linear gradient = new Linear(over(dw), over(db), outputsFirst);
      kernels.linearGradient(over(x), layer, over(dy), over(dx), gradient);
      Runnable forward = () -> kernels.addLinear(over(x), layer, over(residual), over(y));
      checkGradient(forward, y, dy, x, dx);
      checkGradient(forward, y, dy, w, dw);
      checkGradient(forward, y, dy, b, db);
      checkGradient(forward, y, dy, residual, dy);
    }
  }

  @Test
  void addLinearAddsToTheResidualInPlace() {
    INDArray x = normal(3, 5);
    INDArray residual = normal(3, 2);
    Linear layer = new Linear(over(normal(5, 2)), over(normal(2)), false);
    INDArray y = zeros(3, 2);
    kernels.addLinear(over(x), layer, over(residual), over(y));
    Tensor stream = over(residual);
    kernels.addLinear(over(x), layer, stream, stream);
    assertThat(residual.toDoubleMatrix()).isDeepEqualTo(y.toDoubleMatrix());
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
    Norm norm = new Norm(over(w), over(b), 1e-5);
    Runnable forward = () -> kernels.layerNorm(over(x), norm, over(statistics), over(y));
    forward.run();
    Norm gradient = new Norm(over(dw), over(db), 0);
    kernels.layerNormGradient(over(x), norm, over(statistics), over(dy), over(dx), gradient);
    checkGradient(forward, y, dy, x, dx);
    checkGradient(forward, y, dy, w, dw);
    checkGradient(forward, y, dy, b, db);
  }

  @Test
  void rootMeanSquareNormHasTheGradientOfItsOutput() {
    INDArray x = normal(4, 5);
    INDArray w = normal(5);
    INDArray y = zeros(4, 5);
    INDArray dy = normal(4, 5);
    INDArray dx = zeros(4, 5);
    INDArray dw = zeros(5);
    INDArray statistics = zeros(4);
    Norm norm = new Norm(over(w), null, 0.1);
    Runnable forward = () -> kernels.rootMeanSquareNorm(over(x), norm, over(statistics), over(y));
    forward.run();
    Norm gradient = new Norm(over(dw), null, 0);
    kernels.rootMeanSquareNormGradient(
        over(x), norm, over(statistics), over(dy), over(dx), gradient);
    checkGradient(forward, y, dy, x, dx);
    checkGradient(forward, y, dy, w, dw);
  }

  @Test
  void rootMeanSquareNormScalesEachRowToMeanSquareOne() {
    INDArray x = values(1, 4, 3, 4, 0, 0);
    INDArray y = zeros(1, 4);
    INDArray statistics = zeros(1);
    Norm norm = new Norm(over(values(1, 4, 1, 2, 1, 1)), null, 0);
    kernels.rootMeanSquareNorm(over(x), norm, over(statistics), over(y));
    assertThat(statistics.toDoubleVector()).containsExactly(0.4);
    assertThat(y.toDoubleVector()).containsExactly(new double[] {1.2, 3.2, 0, 0}, within(1e-15));
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
  void swigluHasTheGradientOfItsOutput() {
    INDArray x = normal(3, 10).muli(2);
    INDArray y = zeros(3, 5);
    INDArray dy = normal(3, 5);
    INDArray dx = x.dup();
    Tensor inPlace = over(dx);
    kernels.swigluGradient(inPlace, over(dy), inPlace);
    checkGradient(() -> kernels.swiglu(over(x), over(y)), y, dy, x, dx);
  }

  @Test
  void rotationHasTheGradientOfItsOutput() {
    Attention attention = new Attention(Segments.ofLengths(3, 2), 4, 2, 6);
    INDArray angles = normal(7, 3);
    Rotation rotation =
        new Rotation(
            over(Transforms.cos(angles)),
            over(Transforms.sin(angles)),
            kernels.indices(0, 1, 6, 0, 1));
    INDArray x = normal(5, attention.width());
    INDArray y = zeros(5, attention.width());
    INDArray dy = normal(5, attention.width());
    INDArray dx = dy.dup();
    kernels.rotateGradient(over(dx), attention, rotation);
    checkGradient(() -> kernels.rotate(over(y.assign(x)), attention, rotation), y, dy, x, dx);
  }

  @Test
  void rotationTurnsTheHalvesOfEachQueryAndKeyHead() {
    Attention attention = new Attention(Segments.ofLengths(1), 1, 1, 4);
    Tensor cosines = over(values(2, 2, 9, 9, 0, 1));
    Tensor sines = over(values(2, 2, 9, 9, 1, 0));
    INDArray row = values(1, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    kernels.rotate(over(row), attention, new Rotation(cosines, sines, kernels.indices(1)));
    assertThat(row.toDoubleVector()).containsExactly(-3, 2, 1, 4, -7, 6, 5, 8, 9, 10, 11, 12);
  }

  @Test
  void attentionHasTheGradientOfItsOutput() {
    Attention attention = new Attention(Segments.ofLengths(3, 1, 70, 2), 2, 2, 2);
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
  void groupedQueryAttentionHasTheGradientOfItsOutput() {
    Attention attention = new Attention(Segments.ofLengths(3, 1, 70, 2), 6, 2, 3);
    INDArray x = normal(76, 30);
    INDArray y = zeros(76, 18);
    INDArray dy = normal(76, 18);
    INDArray dx = normal(76, 30);
    INDArray memory = zeros(kernels.attentionMemory(attention));
    Runnable forward = () -> kernels.attention(over(x), attention, over(memory), over(y));
    forward.run();
    kernels.attentionGradient(over(x), attention, over(memory), over(dy), over(dx));
    checkGradient(forward, y, dy, x, dx);
  }

  @Test
  void queryHeadsShareKeyValueHeadsInOrder() {
    Attention grouped = new Attention(Segments.ofLengths(4, 1), 4, 2, 3);
    Attention repeated = new Attention(grouped.segments(), 4, 4, 3);
    INDArray x = normal(5, grouped.width());
    INDArray y = zeros(5, 12);
    INDArray expected = zeros(5, 12);
    kernels.attention(over(x), grouped, over(zeros(kernels.attentionMemory(grouped))), over(y));
    kernels.attention(
        over(repeatHeads(x)),
        repeated,
        over(zeros(kernels.attentionMemory(repeated))),
        over(expected));
    assertThat(y.sub(expected).norm2Number().doubleValue()).isLessThan(1e-12);
  }

  /** Four query heads of 3 values; the two key and the two value heads each come twice. */
  private static INDArray repeatHeads(INDArray x) {
    int[] heads = {0, 1, 2, 3, 4, 4, 5, 5, 6, 6, 7, 7};
    INDArray repeated = zeros(x.size(0), 3L * heads.length);
    for (int head = 0; head < heads.length; head++) {
      repeated
          .get(NDArrayIndex.all(), NDArrayIndex.interval(3L * head, 3L * head + 3))
          .assign(
              x.get(
                  NDArrayIndex.all(),
                  NDArrayIndex.interval(3L * heads[head], 3L * heads[head] + 3)));
    }
    return repeated;
  }

  @Test
  void cachedAttentionIsThatOfTheTokensInPlace() {
    Attention attention = new Attention(Segments.ofLengths(4, 3), 4, 2, 3);
    INDArray x = normal(7, attention.width());
    INDArray expected = zeros(7, 12);
    kernels.attention(
        over(x), attention, over(zeros(kernels.attentionMemory(attention))), over(expected));
    KeyValueCache cache = new KeyValueCache(over(zeros(9, 6)), over(zeros(9, 6)));
    kernels.cache(over(x), kernels.indices(5, 6, 7, 8, 0, 1, 2), attention, cache);
    INDArray y = zeros(7, 12);
    int[] starts = {5, 5, 5, 5, 0, 0, 0};
    int[] lengths = {1, 2, 3, 4, 1, 2, 3};
    kernels.cachedAttention(over(x), cache, attention, starts, lengths, over(y));
    assertThat(y.sub(expected).norm2Number().doubleValue()).isLessThan(1e-12);
  }

  @Test
  void refusesHeadsThatCannotShareTheirKeys() {
    assertThatThrownBy(() -> new Attention(Segments.ofLengths(1), 3, 2, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid attention: 3 heads, expected a multiple of the 2 key-value heads");
  }

  @Test
  void logitsHaveTheGradientOfTheirOutput() {
    INDArray hidden = normal(3, 4);
    INDArray table = normal(6, 4);
    INDArray y = zeros(3, 6);
    INDArray dy = normal(3, 6);
    INDArray dHidden = normal(3, 4);
    INDArray dTable = zeros(6, 4);
    Linear output = new Linear(over(table), null, true);
    Linear dOutput = new Linear(over(dTable), null, true);
    kernels.linearGradient(over(hidden), output, over(dy), over(dHidden), dOutput);
    Runnable forward = () -> kernels.linear(over(hidden), output, over(y));
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
    assertThat(gradient).isEqualTo(logits);
    kernels.crossEntropyGradient(over(gradient), labels, over(losses), 0.25);
    INDArray quarter = zeros(4).addi(0.25);
    Runnable forward = () -> kernels.crossEntropy(over(logits), labels, over(losses));
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
    Linear layer = new Linear(over(normal(2, 2)), over(normal(2)), false);
    Linear gradient = new Linear(over(dw), over(db), false);
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
    return input.length() > 100 ? (input.length() > 1000 ? 97 : 23) : 1;
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

  private static INDArray values(long rows, long columns, double... values) {
    INDArray array = zeros(rows, columns);
    for (int i = 0; i < values.length; i++) {
      array.putScalar(i, values[i]);
    }
    return array;
  }

  private static INDArray zeros(long... shape) {
    return Nd4j.create(DataType.DOUBLE, shape, 'c');
  }
}
