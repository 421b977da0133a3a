package org.flanspark.tuning.kernel.nd4j;

import static org.flanspark.tuning.kernel.nd4j.Nd4jTensor.array;

import java.util.Objects;
import org.flanspark.tuning.kernel.Norm;
import org.flanspark.tuning.kernel.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastSubOp;
import org.nd4j.linalg.api.ops.impl.reduce.floating.Mean;
import org.nd4j.linalg.api.ops.impl.reduce.floating.Norm2;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Layer norm over {@code [n, width]} and its gradient. */
final class Nd4jLayerNorm {
  private final Nd4jScratch scratch;

  Nd4jLayerNorm(Nd4jScratch scratch) {
    this.scratch = scratch;
  }

  void forward(Tensor input, Norm norm, Tensor statistics, Tensor output) {
    INDArray x = array(input);
    INDArray y = array(output);
    INDArray mean = statistic(statistics, 0);
    INDArray inverseDeviation = statistic(statistics, 1);
    Nd4j.exec(new Mean(x, mean, true, 1));
    Nd4j.exec(new BroadcastSubOp(x, mean, y, 0));
    Nd4j.exec(new Norm2(y, inverseDeviation, true, 1));
    inverseDeviation.muli(inverseDeviation).divi(x.size(1)).addi(norm.epsilon());
    Transforms.pow(inverseDeviation, -0.5, false);
    y.muliColumnVector(inverseDeviation);
    y.muliRowVector(array(norm.weight()));
    y.addiRowVector(array(bias(norm)));
  }

  /**
   * With {@code h = (x - mean) / deviation} and {@code d = dy * weight}: {@code dx = (d - mean(d) -
   * h * mean(d * h)) / deviation}, the means over a row.
   */
  void backward(
      Tensor input,
      Norm norm,
      Tensor statistics,
      Tensor outputGradient,
      Tensor inputGradient,
      Norm gradient) {
    INDArray dy = array(outputGradient);
    INDArray inverseDeviation = statistic(statistics, 1);
    INDArray h = scratch.take("normalised", dy.shape());
    Nd4j.exec(new BroadcastSubOp(array(input), statistic(statistics, 0), h, 0));
    h.muliColumnVector(inverseDeviation);
    INDArray d = scratch.take("normGradient", dy.shape());
    Nd4j.exec(new MulOp(dy, h, d));
    Nd4jCalls.addColumnSums(d, array(gradient.weight()), scratch);
    Nd4jCalls.addColumnSums(dy, array(bias(gradient)), scratch);
    INDArray meanOfProducts = rowMean("meanOfProducts", d, norm.weight());
    INDArray meanOfGradient = rowMean("meanOfGradient", dy, norm.weight());
    Nd4j.exec(new BroadcastMulOp(dy, array(norm.weight()), d, 1));
    d.subiColumnVector(meanOfGradient);
    h.muliColumnVector(meanOfProducts);
    d.subi(h);
    d.muliColumnVector(inverseDeviation);
    array(inputGradient).addi(d);
  }

  private INDArray rowMean(String name, INDArray rows, Tensor weight) {
    INDArray means = scratch.take(name, rows.size(0), 1);
    Nd4jCalls.rowMeans(rows, array(weight), means);
    return means;
  }

  private static Tensor bias(Norm norm) {
    return Objects.requireNonNull(norm.bias(), "Missing bias of a layer norm");
  }

  private static INDArray statistic(Tensor statistics, int row) {
    INDArray both = array(statistics);
    return Nd4jTensor.view(both, row * both.size(1), both.size(1), 1);
  }
}
