package org.flanspark.tuning.kernel.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.factory.Nd4j;

/** {@code silu(gate) * up} of {@code [n, 2 * width]}, with {@code silu(x) = x * sigmoid(x)}. */
final class Nd4jSwiglu {
  private final Nd4jScratch scratch;

  Nd4jSwiglu(Nd4jScratch scratch) {
    this.scratch = scratch;
  }

  void forward(INDArray input, INDArray output) {
    long width = output.size(1);
    INDArray gate = Nd4jTensor.columns(input, 0, width);
    Nd4j.exec(new Sigmoid(gate, output));
    output.muli(gate).muli(Nd4jTensor.columns(input, width, width));
  }

  /**
   * With {@code s = sigmoid(gate)}: {@code dUp = dy * gate * s} and {@code dGate = dy * up * s * (1
   * + gate * (1 - s))}.
   */
  void backward(INDArray input, INDArray outputGradient, INDArray inputGradient) {
    long width = outputGradient.size(1);
    INDArray gate = Nd4jTensor.columns(input, 0, width);
    INDArray up = Nd4jTensor.columns(input, width, width);
    INDArray sigmoid = scratch.take("swigluSigmoid", outputGradient.shape());
    Nd4j.exec(new Sigmoid(gate, sigmoid));
    INDArray ofUp = scratch.take("swigluUp", outputGradient.shape());
    Nd4j.exec(new MulOp(outputGradient, sigmoid, ofUp));
    INDArray ofGate = scratch.take("swigluGate", outputGradient.shape());
    sigmoid.rsubi(1).muli(gate).addi(1);
    Nd4j.exec(new MulOp(ofUp, sigmoid, ofGate));
    ofGate.muli(up);
    ofUp.muli(gate);
    Nd4jTensor.columns(inputGradient, 0, width).assign(ofGate);
    Nd4jTensor.columns(inputGradient, width, width).assign(ofUp);
  }
}
