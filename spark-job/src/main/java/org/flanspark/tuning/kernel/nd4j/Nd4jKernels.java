package org.flanspark.tuning.kernel.nd4j;

import static org.flanspark.tuning.kernel.nd4j.Nd4jTensor.array;

import org.flanspark.tuning.kernel.AdafactorStep;
import org.flanspark.tuning.kernel.AdamWStep;
import org.flanspark.tuning.kernel.Attention;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.Indices;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.KeyValueCache;
import org.flanspark.tuning.kernel.Linear;
import org.flanspark.tuning.kernel.Norm;
import org.flanspark.tuning.kernel.Rotation;
import org.flanspark.tuning.kernel.RowMajor;
import org.flanspark.tuning.kernel.Tensor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Each operation in ND4J's operations: the reference for faster kernels, on any ND4J backend, in
 * float or, to check gradients, in double.
 */
public final class Nd4jKernels implements Kernels {
  private final DataType type;
  private final Nd4jScratch scratch;
  private final Nd4jLinear linear;
  private final Nd4jLayerNorm layerNorm;
  private final Nd4jRootMeanSquareNorm rootMeanSquareNorm;
  private final Nd4jGelu gelu;
  private final Nd4jSwiglu swiglu;
  private final Nd4jRotation rotation;
  private final Nd4jAttention attention;
  private final Nd4jCachedAttention cachedAttention;
  private final Nd4jCrossEntropy crossEntropy;
  private final Nd4jUpdates updates;

  private Nd4jKernels(DataType type) {
    this.type = type;
    this.scratch = new Nd4jScratch(type);
    this.linear = new Nd4jLinear(scratch);
    this.layerNorm = new Nd4jLayerNorm(scratch);
    this.rootMeanSquareNorm = new Nd4jRootMeanSquareNorm(scratch);
    this.gelu = new Nd4jGelu(scratch);
    this.swiglu = new Nd4jSwiglu(scratch);
    this.rotation = new Nd4jRotation(scratch);
    this.attention = new Nd4jAttention(scratch);
    this.cachedAttention = new Nd4jCachedAttention(scratch);
    this.crossEntropy = new Nd4jCrossEntropy(scratch);
    this.updates = new Nd4jUpdates(scratch);
  }

  /** Kernels that compute in this type. */
  public static Nd4jKernels of(ElementType type) {
    return new Nd4jKernels(type == ElementType.FLOAT32 ? DataType.FLOAT : DataType.DOUBLE);
  }

  @Override
  public ElementType elementType() {
    return type == DataType.FLOAT ? ElementType.FLOAT32 : ElementType.FLOAT64;
  }

  @Override
  public Tensor allocate(long... dimensions) {
    return Nd4jTensor.of(Nd4j.create(type, dimensions, 'c'));
  }

  @Override
  public void release(Tensor tensor) {
    Nd4jScratch.free(array(tensor));
  }

  @Override
  public Tensor view(Tensor of, long from, long... dimensions) {
    return Nd4jTensor.of(Nd4jTensor.view(array(of), from, dimensions));
  }

  @Override
  public Tensor over(INDArray array) {
    if (array.dataType() != type) {
      throw new IllegalArgumentException(
          "Invalid data type: %s, expected %s".formatted(array.dataType(), type));
    }
    RowMajor.require(array);
    return Nd4jTensor.of(Nd4jTensor.view(array, 0, array.shape()));
  }

  @Override
  public Indices indices(int... values) {
    return Nd4jIndices.of(values);
  }

  @Override
  public void read(Tensor tensor, long from, float[] into) {
    INDArray part = Nd4jTensor.view(array(tensor), from, into.length);
    System.arraycopy(part.toFloatVector(), 0, into, 0, into.length);
  }

  @Override
  public void read(Tensor tensor, long from, double[] into) {
    INDArray part = Nd4jTensor.view(array(tensor), from, into.length);
    System.arraycopy(part.toDoubleVector(), 0, into, 0, into.length);
  }

  @Override
  public void write(Tensor tensor, long from, float[] values) {
    try (INDArray copy = Nd4j.createFromArray(values)) {
      Nd4jTensor.view(array(tensor), from, values.length).assign(copy);
    }
  }

  @Override
  public void fill(Tensor tensor, double value) {
    array(tensor).assign(value);
  }

  @Override
  public void copy(Tensor from, Tensor into) {
    INDArray target = array(into);
    target.assign(array(from).reshape(target.shape()));
  }

  @Override
  public void scale(Tensor tensor, double factor) {
    array(tensor).muli(factor);
  }

  @Override
  public void add(Tensor into, Tensor addend) {
    array(into).addi(array(addend));
  }

  @Override
  public void addScaled(Tensor into, double factor, Tensor addend) {
    try (INDArray scaled = array(addend).mul(factor)) {
      array(into).addi(scaled);
    }
  }

  @Override
  public double norm(Tensor tensor) {
    return array(tensor).norm2Number().doubleValue();
  }

  @Override
  public void gatherRows(Tensor table, Indices rows, Tensor output) {
    Nd4jCalls.gather(array(table), Nd4jIndices.array(rows), array(output));
  }

  @Override
  public void addRows(Tensor addends, Indices rows, Tensor table) {
    Nd4jCalls.scatterAdd(array(addends), Nd4jIndices.array(rows), array(table));
  }

  @Override
  public void linear(Tensor input, Linear layer, Tensor output) {
    linear.forward(input, layer, output);
  }

  @Override
  public void addLinear(Tensor input, Linear layer, Tensor residual, Tensor output) {
    linear.forwardOnto(input, layer, residual, output);
  }

  @Override
  public void linearGradient(
      Tensor input, Linear layer, Tensor outputGradient, Tensor inputGradient, Linear gradient) {
    linear.backward(input, layer, outputGradient, inputGradient, gradient);
  }

  @Override
  public void layerNorm(Tensor input, Norm norm, Tensor statistics, Tensor output) {
    layerNorm.forward(input, norm, statistics, output);
  }

  @Override
  public void layerNormGradient(
      Tensor input,
      Norm norm,
      Tensor statistics,
      Tensor outputGradient,
      Tensor inputGradient,
      Norm gradient) {
    layerNorm.backward(input, norm, statistics, outputGradient, inputGradient, gradient);
  }

  @Override
  public void rootMeanSquareNorm(Tensor input, Norm norm, Tensor statistics, Tensor output) {
    rootMeanSquareNorm.forward(input, norm, statistics, output);
  }

  @Override
  public void rootMeanSquareNormGradient(
      Tensor input,
      Norm norm,
      Tensor statistics,
      Tensor outputGradient,
      Tensor inputGradient,
      Norm gradient) {
    rootMeanSquareNorm.backward(input, norm, statistics, outputGradient, inputGradient, gradient);
  }

  @Override
  public void gelu(Tensor input, Tensor output) {
    gelu.forward(array(input), array(output));
  }

  @Override
  public void geluGradient(Tensor input, Tensor outputGradient, Tensor inputGradient) {
    gelu.backward(array(input), array(outputGradient), array(inputGradient));
  }

  @Override
  public void swiglu(Tensor input, Tensor output) {
    swiglu.forward(array(input), array(output));
  }

  @Override
  public void swigluGradient(Tensor input, Tensor outputGradient, Tensor inputGradient) {
    swiglu.backward(array(input), array(outputGradient), array(inputGradient));
  }

  @Override
  public void rotate(Tensor queryKeyValue, Attention attention, Rotation rotation) {
    this.rotation.turn(queryKeyValue, attention, rotation, 1);
  }

  @Override
  public void rotateGradient(Tensor queryKeyValueGradient, Attention attention, Rotation rotation) {
    this.rotation.turn(queryKeyValueGradient, attention, rotation, -1);
  }

  @Override
  public long attentionMemory(Attention attention) {
    return this.attention.memory(attention);
  }

  @Override
  public void attention(Tensor queryKeyValue, Attention attention, Tensor memory, Tensor output) {
    this.attention.forward(queryKeyValue, attention, memory, output);
  }

  @Override
  public void attentionGradient(
      Tensor queryKeyValue,
      Attention attention,
      Tensor memory,
      Tensor outputGradient,
      Tensor inputGradient) {
    this.attention.backward(queryKeyValue, attention, memory, outputGradient, inputGradient);
  }

  @Override
  public void crossEntropy(Tensor logits, Indices labels, Tensor losses) {
    crossEntropy.forward(array(logits), labels, array(losses));
  }

  @Override
  public void crossEntropyGradient(Tensor logits, Indices labels, Tensor losses, double scale) {
    crossEntropy.backward(array(logits), labels, array(losses), scale);
  }

  @Override
  public int[] largestColumns(Tensor rows) {
    try (INDArray columns = array(rows).argMax(1)) {
      return columns.toIntVector();
    }
  }

  @Override
  public void cache(Tensor queryKeyValue, Indices rows, Attention heads, KeyValueCache cache) {
    cachedAttention.store(queryKeyValue, rows, heads, cache);
  }

  @Override
  public void cachedAttention(
      Tensor queryKeyValue,
      KeyValueCache cache,
      Attention heads,
      int[] starts,
      int[] lengths,
      Tensor output) {
    cachedAttention.attend(queryKeyValue, cache, heads, starts, lengths, output);
  }

  @Override
  public void adamW(
      Tensor parameters, Tensor gradient, Tensor firstMoment, Tensor secondMoment, AdamWStep step) {
    updates.adamW(
        array(parameters), array(gradient), array(firstMoment), array(secondMoment), step);
  }

  @Override
  public void adafactor(
      Tensor parameter,
      Tensor gradient,
      Tensor rowMoments,
      Tensor columnMoments,
      AdafactorStep step) {
    updates.adafactor(
        array(parameter), array(gradient), array(rowMoments), array(columnMoments), step);
  }

  @Override
  public void close() {
    attention.close();
    scratch.close();
  }
}
