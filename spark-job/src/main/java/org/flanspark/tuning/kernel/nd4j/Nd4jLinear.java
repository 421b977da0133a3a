package org.flanspark.tuning.kernel.nd4j;

import static org.flanspark.tuning.kernel.nd4j.Nd4jTensor.array;

import org.flanspark.tuning.kernel.Linear;
import org.flanspark.tuning.kernel.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Linear layers, whichever way their weights lie, with a bias or without. */
final class Nd4jLinear {
  private final Nd4jScratch scratch;

  Nd4jLinear(Nd4jScratch scratch) {
    this.scratch = scratch;
  }

  void forward(Tensor input, Linear layer, Tensor output) {
    if (layer.outputsFirst()) {
      Nd4jCalls.productRightTransposed(array(input), array(layer.weight()), array(output), 1);
    } else {
      Nd4jCalls.product(array(input), array(layer.weight()), array(output), 1);
    }
    addBias(layer, output);
  }

  void forwardOnto(Tensor input, Linear layer, Tensor residual, Tensor output) {
    if (output != residual) {
      array(output).assign(array(residual));
    }
    if (layer.outputsFirst()) {
      Nd4jCalls.addProductRightTransposed(array(input), array(layer.weight()), array(output));
    } else {
      Nd4jCalls.addProduct(array(input), array(layer.weight()), array(output));
    }
    addBias(layer, output);
  }

  void backward(
      Tensor input, Linear layer, Tensor outputGradient, Tensor inputGradient, Linear gradient) {
    INDArray upper = array(outputGradient);
    INDArray weight = array(layer.weight());
    if (layer.outputsFirst()) {
      Nd4jCalls.addProductLeftTransposed(upper, array(input), array(gradient.weight()));
      Nd4jCalls.product(upper, weight, array(inputGradient), 1);
    } else {
      Nd4jCalls.addProductLeftTransposed(array(input), upper, array(gradient.weight()));
      Nd4jCalls.productRightTransposed(upper, weight, array(inputGradient), 1);
    }
    Tensor bias = gradient.bias();
    if (bias != null) {
      Nd4jCalls.addColumnSums(upper, array(bias), scratch);
    }
  }

  private static void addBias(Linear layer, Tensor output) {
    Tensor bias = layer.bias();
    if (bias != null) {
      array(output).addiRowVector(array(bias));
    }
  }
}
