package org.flanspark.tuning.kernel.nd4j;

import static org.flanspark.tuning.kernel.nd4j.Nd4jTensor.array;

import org.flanspark.tuning.kernel.Attention;
import org.flanspark.tuning.kernel.Rotation;
import org.flanspark.tuning.kernel.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.factory.Nd4j;

/** Rotary positions: the query and key heads of each token turned by its angles, in place. */
final class Nd4jRotation {
  private final Nd4jScratch scratch;

  Nd4jRotation(Nd4jScratch scratch) {
    this.scratch = scratch;
  }

  /**
   * Turns forward, or back.
   *
   * @param direction 1, or -1 for the gradient
   */
  void turn(Tensor queryKeyValue, Attention attention, Rotation rotation, int direction) {
    INDArray rows = array(queryKeyValue);
    INDArray cosines = ofTokens("cosines", rotation.cosines(), rotation);
    INDArray sines = ofTokens("sines", rotation.sines(), rotation).muli(direction);
    int half = attention.headWidth() / 2;
    for (int head = 0; head < attention.heads() + attention.keyValueHeads(); head++) {
      long column = (long) head * attention.headWidth();
      INDArray first = Nd4jTensor.columns(rows, column, half);
      INDArray second = Nd4jTensor.columns(rows, column + half, half);
      turn(first, second, cosines, sines);
    }
  }

  /** {@code (a, b)} to {@code (a cos - b sin, b cos + a sin)}. */
  private void turn(INDArray first, INDArray second, INDArray cosines, INDArray sines) {
    INDArray ofFirst = scratch.take("firstBySine", first.shape());
    INDArray ofSecond = scratch.take("secondBySine", first.shape());
    Nd4j.exec(new MulOp(first, sines, ofFirst));
    Nd4j.exec(new MulOp(second, sines, ofSecond));
    first.muli(cosines).subi(ofSecond);
    second.muli(cosines).addi(ofFirst);
  }

  private INDArray ofTokens(String name, Tensor table, Rotation rotation) {
    INDArray angles = array(table);
    INDArray ofTokens = scratch.take(name, rotation.positions().size(), angles.size(1));
    Nd4jCalls.gather(angles, Nd4jIndices.array(rotation.positions()), ofTokens);
    return ofTokens;
  }
}
