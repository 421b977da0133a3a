package org.flanspark.tuning.kernel;

import static org.flanspark.tuning.kernel.Nd4jTensor.array;

import java.util.Arrays;
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
  private final Nd4jNorm norms;
  private final Nd4jGelu gelu;
  private final Nd4jAttention attention;
  private final Nd4jCachedAttention cachedAttention;
  private final Nd4jCrossEntropy crossEntropy;

  private Nd4jKernels(DataType type) {
    this.type = type;
    this.scratch = new Nd4jScratch(type);
    this.norms = new Nd4jNorm(scratch);
    this.gelu = new Nd4jGelu(scratch);
    this.attention = new Nd4jAttention(scratch);
    this.cachedAttention = new Nd4jCachedAttention(scratch);
    this.crossEntropy = new Nd4jCrossEntropy(scratch);
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
    INDArray view = Nd4jTensor.view(array, 0, array.shape());
    if (!Arrays.equals(view.stride(), array.stride())) {
      throw new IllegalArgumentException(
          "Invalid array: strides %s, expected row-major %s"
              .formatted(Arrays.toString(array.stride()), Arrays.toString(view.stride())));
    }
    return Nd4jTensor.of(view);
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
  public void scale(Tensor tensor, double factor) {
    array(tensor).muli(factor);
  }

  @Override
  public void add(Tensor into, Tensor addend) {
    array(into).addi(array(addend));
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
  public void linear(Tensor input, Affine layer, Tensor output) {
    Nd4jCalls.product(array(input), array(layer.weight()), array(output), 1);
    array(output).addiRowVector(array(layer.bias()));
  }

  @Override
  public void linearGradient(
      Tensor input, Affine layer, Tensor outputGradient, Tensor inputGradient, Affine gradient) {
    INDArray upper = array(outputGradient);
    Nd4jCalls.addProductLeftTransposed(array(input), upper, array(gradient.weight()));
    norms.addColumnSums(upper, gradient.bias());
    Nd4jCalls.productRightTransposed(upper, array(layer.weight()), array(inputGradient), 1);
  }

  @Override
  public void layerNorm(Tensor input, Affine norm, Tensor statistics, Tensor output) {
    norms.forward(input, norm, statistics, output);
  }

  @Override
  public void layerNormGradient(
      Tensor input,
      Affine norm,
      Tensor statistics,
      Tensor outputGradient,
      Tensor inputGradient,
      Affine gradient) {
    norms.backward(input, norm, statistics, outputGradient, inputGradient, gradient);
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
  public long attentionMemory(Attention attention) {
    return this.attention.memory(attention);
  }

  @Override
  public void attention(Tensor input, Attention attention, Tensor memory, Tensor output) {
    this.attention.forward(input, attention, memory, output);
  }

  @Override
  public void attentionGradient(
      Tensor input,
      Attention attention,
      Tensor memory,
      Tensor outputGradient,
      Tensor inputGradient) {
    this.attention.backward(input, attention, memory, outputGradient, inputGradient);
  }

  @Override
  public void logits(Tensor hidden, Tensor table, Tensor logits) {
    Nd4jCalls.productRightTransposed(array(hidden), array(table), array(logits), 1);
  }

  @Override
  public void logitsGradient(
      Tensor hidden,
      Tensor table,
      Tensor logitsGradient,
      Tensor hiddenGradient,
      Tensor tableGradient) {
    INDArray upper = array(logitsGradient);
    Nd4jCalls.addProductLeftTransposed(upper, array(hidden), array(tableGradient));
    Nd4jCalls.product(upper, array(table), array(hiddenGradient), 1);
  }

  @Override
  public void crossEntropy(Tensor logits, Indices labels, Tensor losses) {
    crossEntropy.forward(array(logits), labels, array(losses));
  }

  @Override
  public void crossEntropyGradient(Tensor probabilities, Indices labels, double scale) {
    crossEntropy.backward(array(probabilities), labels, scale);
  }

  @Override
  public int[] largestColumns(Tensor rows) {
    try (INDArray columns = array(rows).argMax(1)) {
      return columns.toIntVector();
    }
  }

  @Override
  public void cache(Tensor input, Indices rows, KeyValueCache cache) {
    cachedAttention.store(input, rows, cache);
  }

  @Override
  public void cachedAttention(Tensor input, KeyValueCache cache, Attention lengths, Tensor output) {
    cachedAttention.attend(input, cache, lengths, output);
  }

  @Override
  public void close() {
    attention.close();
    scratch.close();
  }
}
