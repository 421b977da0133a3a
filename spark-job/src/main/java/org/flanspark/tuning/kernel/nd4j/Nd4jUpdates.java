package org.flanspark.tuning.kernel.nd4j;

import java.util.stream.LongStream;
import org.flanspark.tuning.kernel.AdafactorStep;
import org.flanspark.tuning.kernel.AdamWStep;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.same.Sum;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.factory.Nd4j;

/** Optimizers' steps, a slice of the parameters at a time, so that their scratch stays small. */
final class Nd4jUpdates {
  private static final long SLICE = 1 << 20;

  private final Nd4jScratch scratch;

  Nd4jUpdates(Nd4jScratch scratch) {
    this.scratch = scratch;
  }

  void adamW(
      INDArray parameters, INDArray gradient, INDArray first, INDArray second, AdamWStep step) {
    for (long from = 0; from < parameters.length(); from += SLICE) {
      long size = Math.min(SLICE, parameters.length() - from);
      INDArray part = Nd4jTensor.view(gradient, from, size);
      part.muli(step.gradientScale());
      INDArray mean = Nd4jTensor.view(first, from, size);
      decayInto(mean, part, step.beta1());
      INDArray square = Nd4jTensor.view(second, from, size);
      part.muli(part);
      decayInto(square, part, step.beta2());
      Nd4j.exec(new Sqrt(square, part));
      part.muli(step.secondFactor()).addi(step.epsilon());
      part.rdivi(mean).muli(step.firstFactor());
      addDecay(part, Nd4jTensor.view(parameters, from, size), step.decay());
    }
  }

  /** {@code moment = kept * moment + (1 - kept) * value}. */
  private void decayInto(INDArray moment, INDArray value, double kept) {
    INDArray share = scratch.take("updateShare", value.shape());
    share.assign(value).muli(1 - kept);
    moment.muli(kept).addi(share);
  }

  private void addDecay(INDArray update, INDArray parameters, double decay) {
    if (decay != 0) {
      INDArray share = scratch.take("updateShare", update.shape());
      share.assign(parameters).muli(decay);
      update.addi(share);
    }
  }

  /** All {@code [rows, columns]}, the moments {@code [rows]} and {@code [columns]}. */
  void adafactor(
      INDArray parameter, INDArray gradient, INDArray rows, INDArray columns, AdafactorStep step) {
    gradient.muli(step.gradientScale());
    moments(gradient, rows, columns, step.beta2());
    double rootMeanSquare = normalise(gradient, rows, columns);
    for (Block block : Block.of(gradient)) {
      INDArray part = block.rows(gradient);
      part.muli(step.clippedRate(rootMeanSquare));
      addDecay(part, block.rows(parameter), step.decay());
    }
  }

  private void moments(INDArray gradient, INDArray rows, INDArray columns, double kept) {
    columns.muli(kept);
    for (Block block : Block.of(gradient)) {
      INDArray squares = scratch.take("updateShare", block.count(), columns.length());
      INDArray part = block.rows(gradient);
      squares.assign(part).muli(part).addi(AdafactorStep.EPSILON);
      INDArray rowMeans = scratch.take("rowMeans", block.count(), 1);
      Nd4j.exec(new Sum(squares, rowMeans, true, 1));
      rowMeans.muli((1 - kept) / columns.length());
      Nd4jTensor.view(rows, block.first(), block.count(), 1).muli(kept).addi(rowMeans);
      INDArray columnMeans = scratch.take("columnMeans", 1, columns.length());
      Nd4j.exec(new Sum(squares, columnMeans, true, 0));
      columnMeans.muli((1 - kept) / rows.length());
      Nd4jTensor.view(columns, 0, 1, columns.length()).addi(columnMeans);
    }
  }

  /**
   * Divides the gradient by the root of its second moment, {@code rows x columns / mean(rows)}. The
   * two roots apart, since the product of two small moments would be zero in float.
   *
   * @return the root mean square of what comes out
   */
  private double normalise(INDArray gradient, INDArray rows, INDArray columns) {
    INDArray rowFactors = scratch.take("rowFactors", rows.length(), 1);
    rowFactors.assign(Nd4jTensor.view(rows, 0, rows.length(), 1));
    rowFactors.rdivi(rows.meanNumber());
    Nd4j.exec(new Sqrt(rowFactors, rowFactors));
    INDArray columnRoots = scratch.take("columnRoots", 1, columns.length());
    Nd4j.exec(new Sqrt(Nd4jTensor.view(columns, 0, 1, columns.length()), columnRoots));
    double squares = 0;
    for (Block block : Block.of(gradient)) {
      INDArray part = block.rows(gradient);
      part.muliColumnVector(block.rows(rowFactors)).diviRowVector(columnRoots);
      double norm = part.norm2Number().doubleValue();
      squares += norm * norm;
    }
    return Math.sqrt(squares / gradient.length());
  }

  /** Some rows of a matrix. */
  private record Block(long first, long count) {
    static Iterable<Block> of(INDArray matrix) {
      long rows = matrix.size(0);
      long atOnce = Math.max(1, SLICE / matrix.size(1));
      return () ->
          LongStream.range(0, (rows + atOnce - 1) / atOnce)
              .mapToObj(i -> new Block(i * atOnce, Math.min(atOnce, rows - i * atOnce)))
              .iterator();
    }

    INDArray rows(INDArray of) {
      return Nd4jTensor.view(of, first * of.size(1), count, of.size(1));
    }
  }
}
