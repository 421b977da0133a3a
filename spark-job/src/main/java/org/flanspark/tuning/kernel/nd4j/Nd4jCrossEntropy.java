package org.flanspark.tuning.kernel.nd4j;

import org.flanspark.tuning.kernel.Indices;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.same.Max;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.SubOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The loss over {@code [n, vocabulary]} and its gradient. */
final class Nd4jCrossEntropy {
  private final Nd4jScratch scratch;

  Nd4jCrossEntropy(Nd4jScratch scratch) {
    this.scratch = scratch;
  }

  /**
   * The loss is {@code logSumExp - logit}. {@code logSumExp} follows from the largest logit and the
   * largest probability, {@code max(logits) - log(max(p))}, which stays exact where a label's own
   * probability underflows.
   */
  void forward(INDArray logits, Indices labels, INDArray losses) {
    INDArray largest = scratch.take("largest", labels.size());
    Nd4j.exec(new Max(logits, largest, 1));
    Nd4j.exec(new SubOp(largest, ofLabels(logits, labels), losses));
    INDArray probabilities = scratch.take("probabilities", logits.shape()).assign(logits);
    Nd4jCalls.softmax(probabilities);
    Nd4j.exec(new Max(probabilities, largest, 1));
    losses.subi(Transforms.log(largest, false));
  }

  /** {@code (exp(logit - logSumExp) - 1 at the label) * scale}. */
  void backward(INDArray logits, Indices labels, INDArray losses, double scale) {
    INDArray logSumExp = ofLabels(logits, labels).addi(losses);
    logits.subiColumnVector(Nd4jTensor.view(logSumExp, 0, labels.size(), 1));
    Transforms.exp(logits, false);
    INDArray minusOne = scratch.take("minusOne", labels.size()).assign(-1);
    Nd4jIndices places = Nd4jIndices.places(labels, logits.size(1));
    Nd4jCalls.scatterAdd(minusOne, Nd4jIndices.array(places), flat(logits));
    places.free();
    logits.muli(scale);
  }

  private INDArray ofLabels(INDArray logits, Indices labels) {
    Nd4jIndices places = Nd4jIndices.places(labels, logits.size(1));
    INDArray ofLabels = scratch.take("labelLogits", labels.size());
    Nd4jCalls.gather(flat(logits), Nd4jIndices.array(places), ofLabels);
    places.free();
    return ofLabels;
  }

  private static INDArray flat(INDArray array) {
    return Nd4jTensor.view(array, 0, array.length());
  }
}
