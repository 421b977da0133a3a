package org.flanspark.tuning.kernel;

import static org.flanspark.tuning.kernel.Nd4jTensor.array;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastSubOp;
import org.nd4j.linalg.api.ops.impl.reduce.floating.Mean;
import org.nd4j.linalg.api.ops.impl.reduce.floating.Norm2;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Layer norm over {@code [n, width]} and its gradient. */
final class Nd4jNorm {
  /** GPT-2's. */
  private static final double EPSILON = 1e-5;

  private final Nd4jScratch scratch;

  Nd4jNorm(Nd4jScratch scratch) {
    this.scratch = scratch;
  }

  void forward(Tensor input, Affine norm, Tensor statistics, Tensor output) {
    INDArray x = array(input);
    INDArray y = array(output);
    INDArray mean = statistic(statistics, 0);
    INDArray inverseDeviation = statistic(statistics, 1);
    Nd4j.exec(new Mean(x, mean, true, 1));
    Nd4j.exec(new BroadcastSubOp(x, mean, y, 0));
    Nd4j.exec(new Norm2(y, inverseDeviation, true, 1));
    inverseDeviation.muli(inverseDeviation).divi(x.size(1)).addi(EPSILON);
    Transforms.pow(inverseDeviation, -0.5, false);
    y.muliColumnVector(inverseDeviation);
    y.muliRowVector(array(norm.weight()));
    y.addiRowVector(array(norm.bias()));
  }

  /**
   * With {@code h = (x - mean) / deviation} and {@code d = dy * weight}: {@code dx = (d - mean(d) -
   * h * mean(d * h)) / deviation}, the means over a row.
   */
  void backward(
      Tensor input,
      Affine norm,
      Tensor statistics,
      Tensor outputGradient,
      Tensor inputGradient,
      Affine gradient) {
    INDArray dy = array(outputGradient);
    INDArray inverseDeviation = statistic(statistics, 1);
    INDArray h = scratch.take("normalised", dy.shape());
    Nd4j.exec(new BroadcastSubOp(array(input), statistic(statistics, 0), h, 0));
    h.muliColumnVector(inverseDeviation);
    INDArray d = scratch.take("normGradient", dy.shape());
    Nd4j.exec(new MulOp(dy, h, d));
    addColumnSums(d, gradient.weight());
    addColumnSums(dy, gradient.bias());
    INDArray meanOfProducts = rowMean("meanOfProducts", d, norm.weight());
    INDArray meanOfGradient = rowMean("meanOfGradient", dy, norm.weight());
    Nd4j.exec(new BroadcastMulOp(dy, array(norm.weight()), d, 1));
    d.subiColumnVector(meanOfGradient);
    h.muliColumnVector(meanOfProducts);
    d.subi(h);
    d.muliColumnVector(inverseDeviation);
    array(inputGradient).addi(d);
  }

  /** Adds the sums over all rows: a product with ones, which is faster than ND4J's reduction. */
  void addColumnSums(INDArray rows, Tensor sums) {
    INDArray ones = scratch.ones(rows.size(0));
    INDArray into = array(sums);
    Nd4jCalls.addProduct(ones, rows, Nd4jTensor.view(into, 0, 1, into.length()));
  }

  private INDArray rowMean(String name, INDArray rows, Tensor weight) {
    INDArray mean = scratch.take(name, rows.size(0), 1);
    INDArray column = Nd4jTensor.view(array(weight), 0, rows.size(1), 1);
    Nd4jCalls.product(rows, column, mean, 1.0 / rows.size(1));
    return mean;
  }

  private static INDArray statistic(Tensor statistics, int row) {
    INDArray both = array(statistics);
    return Nd4jTensor.view(both, row * both.size(1), both.size(1), 1);
  }
}
