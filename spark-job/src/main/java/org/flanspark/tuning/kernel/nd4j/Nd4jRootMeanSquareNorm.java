package org.flanspark.tuning.kernel.nd4j;

import static org.flanspark.tuning.kernel.nd4j.Nd4jTensor.array;

import org.flanspark.tuning.kernel.Norm;
import org.flanspark.tuning.kernel.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.api.ops.impl.reduce.floating.Norm2;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Root-mean-square norm over {@code [n, width]} and its gradient. */
final class Nd4jRootMeanSquareNorm {
  private final Nd4jScratch scratch;

  Nd4jRootMeanSquareNorm(Nd4jScratch scratch) {
    this.scratch = scratch;
  }

  void forward(Tensor input, Norm norm, Tensor statistics, Tensor output) {
    INDArray x = array(input);
    INDArray inverse = column(statistics);
    Nd4j.exec(new Norm2(x, inverse, true, 1));
    inverse.muli(inverse).divi(x.size(1)).addi(norm.epsilon());
    Transforms.pow(inverse, -0.5, false);
    Nd4j.exec(new BroadcastMulOp(x, array(norm.weight()), array(output), 1));
    array(output).muliColumnVector(inverse);
  }

  /**
   * With {@code h = x / rms} and {@code d = dy * weight}: {@code dx = (d - h * mean(d * h)) / rms},
   * the mean over a row.
   */
  void backward(
      Tensor input,
      Norm norm,
      Tensor statistics,
      Tensor outputGradient,
      Tensor inputGradient,
      Norm gradient) {
    INDArray dy = array(outputGradient);
    INDArray inverse = column(statistics);
    INDArray h = scratch.take("normalised", dy.shape()).assign(array(input));
    h.muliColumnVector(inverse);
    INDArray d = scratch.take("normGradient", dy.shape());
    Nd4j.exec(new MulOp(dy, h, d));
    Nd4jCalls.addColumnSums(d, array(gradient.weight()), scratch);
    INDArray meanOfProducts = scratch.take("meanOfProducts", d.size(0), 1);
    Nd4jCalls.rowMeans(d, array(norm.weight()), meanOfProducts);
    Nd4j.exec(new BroadcastMulOp(dy, array(norm.weight()), d, 1));
    h.muliColumnVector(meanOfProducts);
    d.subi(h);
    d.muliColumnVector(inverse);
    array(inputGradient).addi(d);
  }

  private static INDArray column(Tensor statistics) {
    INDArray values = array(statistics);
    return Nd4jTensor.view(values, 0, values.length(), 1);
  }
}
