package org.flanspark.tuning.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.same.Max;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.SubOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Softmax, loss and gradient over {@code [n, vocabulary]}, in place. */
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
    Nd4jIndices places = Nd4jIndices.places(labels, logits.size(1));
    INDArray ofLabels = scratch.take("labelLogits", labels.size());
    Nd4jCalls.gather(flat(logits), Nd4jIndices.array(places), ofLabels);
    INDArray largest = scratch.take("largest", labels.size());
    Nd4j.exec(new Max(logits, largest, 1));
    Nd4j.exec(new SubOp(largest, ofLabels, losses));
    Nd4jCalls.softmax(logits);
    Nd4j.exec(new Max(logits, largest, 1));
    losses.subi(Transforms.log(largest, false));
    places.free();
  }

  /** {@code (p - 1 at the label) * scale}. */
  void backward(INDArray probabilities, Indices labels, double scale) {
    Nd4jIndices places = Nd4jIndices.places(labels, probabilities.size(1));
    INDArray minusOne = scratch.take("minusOne", labels.size()).assign(-1);
    Nd4jCalls.scatterAdd(minusOne, Nd4jIndices.array(places), flat(probabilities));
    probabilities.muli(scale);
    places.free();
  }

  private static INDArray flat(INDArray array) {
    return Nd4jTensor.view(array, 0, array.length());
  }
}
