package org.flanspark.tuning.kernel.nd4j;

import org.nd4j.linalg.api.blas.params.MMulTranspose;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.api.ops.impl.reduce.same.Sum;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J operations under the names of this package. Products and normalisations work on the last two
 * axes and take views of any strides without a copy.
 */
final class Nd4jCalls {
  private Nd4jCalls() {}

  /** {@code output = scale * left x right}. */
  static void product(INDArray left, INDArray right, INDArray output, double scale) {
    multiply(left, right, output, scale, 0, MMulTranspose.allFalse());
  }

  /** {@code output = scale * left x right^T}. */
  static void productRightTransposed(INDArray left, INDArray right, INDArray output, double scale) {
    multiply(left, right, output, scale, 0, transpose(false, true));
  }

  /** {@code output = scale * left^T x right + keep * output}. */
  static void productLeftTransposed(
      INDArray left, INDArray right, INDArray output, double scale, double keep) {
    multiply(left, right, output, scale, keep, transpose(true, false));
  }

  /** {@code output += left x right}. */
  static void addProduct(INDArray left, INDArray right, INDArray output) {
    multiply(left, right, output, 1, 1, MMulTranspose.allFalse());
  }

  /** {@code output += left x right^T}. */
  static void addProductRightTransposed(INDArray left, INDArray right, INDArray output) {
    multiply(left, right, output, 1, 1, transpose(false, true));
  }

  /** {@code output += left^T x right}. */
  static void addProductLeftTransposed(INDArray left, INDArray right, INDArray output) {
    multiply(left, right, output, 1, 1, transpose(true, false));
  }

  /** Adds the sums over all rows: a product with ones, which is faster than ND4J's reduction. */
  static void addColumnSums(INDArray rows, INDArray sums, Nd4jScratch scratch) {
    INDArray ones = scratch.ones(rows.size(0));
    addProduct(ones, rows, Nd4jTensor.view(sums, 0, 1, sums.length()));
  }

  /** The mean of each row, its columns weighted: {@code means} is {@code [n, 1]}. */
  static void rowMeans(INDArray rows, INDArray weight, INDArray means) {
    INDArray column = Nd4jTensor.view(weight, 0, rows.size(1), 1);
    product(rows, column, means, 1.0 / rows.size(1));
  }

  /** Softmax over the last axis, in place. */
  static void softmax(INDArray array) {
    Nd4j.exec(new SoftMax(array, array, array.rank() - 1));
  }

  /**
   * Gradient of a softmax over the last axis, {@code p * (gradient - sum(p * gradient))}: turns
   * that of the output into that of the input, and leaves the probabilities void.
   */
  static void softmaxGradient(INDArray probabilities, INDArray gradient, INDArray rowSums) {
    gradient.muli(probabilities);
    Nd4j.exec(new Sum(gradient, rowSums, true, 1));
    probabilities.muliColumnVector(rowSums);
    gradient.subi(probabilities);
  }

  /** {@code output[i] = table[rows[i]]}. */
  static void gather(INDArray table, INDArray rows, INDArray output) {
    Nd4j.exec(
        DynamicCustomOp.builder("gather")
            .addInputs(table, rows)
            .addOutputs(output)
            .addIntegerArguments(0)
            .build());
  }

  /** {@code table[rows[i]] += addends[i]}; with a lock, so that no sum is lost or reordered. */
  static void scatterAdd(INDArray addends, INDArray rows, INDArray table) {
    scatter("scatter_add", addends, rows, table);
  }

  /** {@code table[rows[i]] = values[i]}. */
  static void scatterAssign(INDArray values, INDArray rows, INDArray table) {
    scatter("scatter_upd", values, rows, table);
  }

  private static void scatter(String operation, INDArray values, INDArray rows, INDArray table) {
    Nd4j.exec(
        DynamicCustomOp.builder(operation)
            .addInputs(table, rows, values)
            .addOutputs(table)
            .addBooleanArguments(true)
            .build());
  }

  private static void multiply(
      INDArray left,
      INDArray right,
      INDArray output,
      double scale,
      double keep,
      MMulTranspose transpose) {
    Nd4j.exec(new Mmul(left, right, output, scale, keep, transpose));
  }

  private static MMulTranspose transpose(boolean left, boolean right) {
    return MMulTranspose.builder().transposeA(left).transposeB(right).build();
  }
}
