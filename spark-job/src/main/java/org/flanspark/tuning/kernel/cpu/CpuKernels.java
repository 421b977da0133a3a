package org.flanspark.tuning.kernel.cpu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The fast way on a processor, in float32; a door to the classes that do the work. */
public final class CpuKernels implements Kernels {
  private final Team team;
  private final CpuMemory memory = new CpuMemory();
  private final CpuElements elements;
  private final CpuLinear linear;
  private final CpuNorms norms;
  private final CpuAttention attention;
  private final CpuCachedAttention cachedAttention;
  private final CpuLogits logits;
  private final CpuUpdates updates;

  private CpuKernels(int threads, Arithmetic arithmetic) {
    this.team = Team.of(threads);
    Products products = new Products(threads);
    this.elements = new CpuElements(team, arithmetic);
    this.linear = new CpuLinear(team, products, arithmetic);
    this.norms = new CpuNorms(team, memory, arithmetic);
    this.attention = new CpuAttention(team, products, memory, arithmetic);
    this.cachedAttention = new CpuCachedAttention(team, products, memory, arithmetic);
    this.logits = new CpuLogits(team, arithmetic);
    this.updates = new CpuUpdates(team, memory, arithmetic);
  }

  /**
   * Kernels that compute with this many threads, the caller's among them. From now on OpenBLAS
   * multiplies on the threads of its callers, in the whole process.
   */
  public static CpuKernels of(int threads) {
    return new CpuKernels(threads, Arithmetic.fastest());
  }

  /** The same without vector instructions, whether the Vector API is there or not. */
  static CpuKernels scalar(int threads) {
    return new CpuKernels(threads, new ScalarArithmetic());
  }

  /** Whether the virtual machine has the Vector API, without which much is slower. */
  public static boolean hasVectors() {
    return Arithmetic.hasVectors();
  }

  @Override
  public ElementType elementType() {
    return ElementType.FLOAT32;
  }

  @Override
  public Tensor allocate(long... dimensions) {
    return CpuMemory.allocate(dimensions);
  }

  @Override
  public void release(Tensor tensor) {
    CpuMemory.free(CpuTensor.of(tensor));
  }

  @Override
  public Tensor view(Tensor of, long from, long... dimensions) {
    return CpuTensor.of(of).view(from, dimensions);
  }

  @Override
  public Tensor over(INDArray array) {
    if (array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "Invalid data type: %s, expected FLOAT".formatted(array.dataType()));
    }
    RowMajor.require(array);
    long address = array.data().pointer().address() + array.offset() * Float.BYTES;
    return CpuTensor.at(address, array, array.shape());
  }

  @Override
  public Indices indices(int... values) {
    return CpuIndices.copyOf(values);
  }

  @Override
  public void read(Tensor tensor, long from, float[] into) {
    CpuTensor.of(tensor).read(from, into);
  }

  @Override
  public void read(Tensor tensor, long from, double[] into) {
    CpuTensor part = CpuTensor.of(tensor).view(from, into.length);
    for (int i = 0; i < into.length; i++) {
      into[i] = part.get(i);
    }
  }

  @Override
  public void write(Tensor tensor, long from, float[] values) {
    CpuTensor.of(tensor).write(from, values);
  }

  @Override
  public @Nullable ByteBuffer memory(Tensor tensor, long from, int count) {
    ByteBuffer memory = CpuTensor.of(tensor).memory(from, count);
    return memory.order() == ByteOrder.LITTLE_ENDIAN ? memory : null;
  }

  @Override
  public void fill(Tensor tensor, double value) {
    elements.fill(CpuTensor.of(tensor), (float) value);
  }

  @Override
  public void copy(Tensor from, Tensor into) {
    CpuMemory.copy(CpuTensor.of(from), CpuTensor.of(into));
  }

  @Override
  public void scale(Tensor tensor, double factor) {
    elements.scale(CpuTensor.of(tensor), (float) factor);
  }

  @Override
  public void add(Tensor into, Tensor addend) {
    elements.add(CpuTensor.of(into), CpuTensor.of(addend));
  }

  @Override
  public void addScaled(Tensor into, double factor, Tensor addend) {
    elements.addScaled(CpuTensor.of(into), (float) factor, CpuTensor.of(addend));
  }

  @Override
  public double norm(Tensor tensor) {
    return elements.norm(CpuTensor.of(tensor));
  }

  @Override
  public void gatherRows(Tensor table, Indices rows, Tensor output) {
    elements.gatherRows(CpuTensor.of(table), rows, CpuTensor.of(output));
  }

  @Override
  public void addRows(Tensor addends, Indices rows, Tensor table) {
    elements.addRows(CpuTensor.of(addends), rows, CpuTensor.of(table));
  }

  @Override
  public void linear(Tensor input, Linear layer, Tensor output) {
    linear.forward(input, layer, null, output);
  }

  @Override
  public void addLinear(Tensor input, Linear layer, Tensor residual, Tensor output) {
    linear.forward(input, layer, residual, output);
  }

  @Override
  public void linearGradient(
      Tensor input, Linear layer, Tensor outputGradient, Tensor inputGradient, Linear gradient) {
    linear.backward(input, layer, outputGradient, inputGradient, gradient);
  }

  @Override
  public void layerNorm(Tensor input, Norm norm, Tensor statistics, Tensor output) {
    norms.layerNorm(input, norm, statistics, output);
  }

  @Override
  public void layerNormGradient(
      Tensor input,
      Norm norm,
      Tensor statistics,
      Tensor outputGradient,
      Tensor inputGradient,
      Norm gradient) {
    norms.layerNormGradient(input, norm, statistics, outputGradient, inputGradient, gradient);
  }

  @Override
  public void rootMeanSquareNorm(Tensor input, Norm norm, Tensor statistics, Tensor output) {
    norms.rootMeanSquareNorm(input, norm, statistics, output);
  }

  @Override
  public void rootMeanSquareNormGradient(
      Tensor input,
      Norm norm,
      Tensor statistics,
      Tensor outputGradient,
      Tensor inputGradient,
      Norm gradient) {
    norms.rootMeanSquareNormGradient(
        input, norm, statistics, outputGradient, inputGradient, gradient);
  }

  @Override
  public void gelu(Tensor input, Tensor output) {
    elements.gelu(CpuTensor.of(input), CpuTensor.of(output));
  }

  @Override
  public void geluGradient(Tensor input, Tensor outputGradient, Tensor inputGradient) {
    elements.geluGradient(
        CpuTensor.of(input), CpuTensor.of(outputGradient), CpuTensor.of(inputGradient));
  }

  @Override
  public void swiglu(Tensor input, Tensor output) {
    elements.swiglu(CpuTensor.of(input), CpuTensor.of(output));
  }

  @Override
  public void swigluGradient(Tensor input, Tensor outputGradient, Tensor inputGradient) {
    elements.swigluGradient(
        CpuTensor.of(input), CpuTensor.of(outputGradient), CpuTensor.of(inputGradient));
  }

  @Override
  public void rotate(Tensor queryKeyValue, Attention attention, Rotation rotation) {
    elements.rotate(queryKeyValue, attention, rotation, 1);
  }

  @Override
  public void rotateGradient(Tensor queryKeyValueGradient, Attention attention, Rotation rotation) {
    elements.rotate(queryKeyValueGradient, attention, rotation, -1);
  }

  @Override
  public long attentionMemory(Attention attention) {
    return CpuAttention.memory(attention);
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
    this.logits.crossEntropy(logits, labels, losses);
  }

  @Override
  public void crossEntropyGradient(Tensor logits, Indices labels, Tensor losses, double scale) {
    this.logits.crossEntropyGradient(logits, labels, losses, (float) scale);
  }

  @Override
  public int[] largestColumns(Tensor rows) {
    return logits.largestColumns(rows);
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
        CpuTensor.of(parameters),
        CpuTensor.of(gradient),
        CpuTensor.of(firstMoment),
        CpuTensor.of(secondMoment),
        step);
  }

  @Override
  public void adafactor(
      Tensor parameter,
      Tensor gradient,
      Tensor rowMoments,
      Tensor columnMoments,
      AdafactorStep step) {
    updates.adafactor(
        CpuTensor.of(parameter),
        CpuTensor.of(gradient),
        CpuTensor.of(rowMoments),
        CpuTensor.of(columnMoments),
        step);
  }

  @Override
  public void close() {
    team.close();
    memory.close();
  }
}
