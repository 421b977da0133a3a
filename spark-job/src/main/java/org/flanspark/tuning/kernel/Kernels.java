package org.flanspark.tuning.kernel;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The operations of a decoder on one device. The only thing to replace for another device, a faster
 * way or another data type.
 *
 * <p>An output is overwritten; a gradient said to be added to is accumulated, as parameters and the
 * residual stream need. Outputs may not overlap inputs unless said. Results do not depend on
 * timing: the same inputs give the same bits on the same kind of processor with the same threads.
 *
 * <p>Not safe for use by several threads at once.
 */
public interface Kernels extends AutoCloseable {
  /** The type of every tensor made here. */
  ElementType elementType();

  /** A tensor of zeros, to be given back by {@link #release}. */
  Tensor allocate(long... dimensions);

  /** Frees what {@link #allocate} made; neither it nor a view of it may be used again. */
  void release(Tensor tensor);

  /** A part of a tensor, from the value {@code from} on, that shares its memory. */
  Tensor view(Tensor of, long from, long... dimensions);

  /** A tensor that shares the array's memory; the array must be contiguous and row-major. */
  Tensor over(INDArray array);

  Indices indices(int... values);

  /** Copies values out, from {@code from} on in row-major order. */
  void read(Tensor tensor, long from, float[] into);

  /** Copies values out, from {@code from} on in row-major order. */
  void read(Tensor tensor, long from, double[] into);

  /** Copies values in, from {@code from} on in row-major order. */
  void write(Tensor tensor, long from, float[] values);

  /**
   * The memory of values, little-endian float32, to be written in place; null where it is not in
   * this process's reach, or not of this kind.
   */
  default @Nullable ByteBuffer memory(Tensor tensor, long from, int count) {
    return null;
  }

  /** Sets every value. */
  void fill(Tensor tensor, double value);

  /** {@code into = from}, of one size and any shapes. */
  void copy(Tensor from, Tensor into);

  /** Multiplies every value. */
  void scale(Tensor tensor, double factor);

  /** {@code into += addend}, of one size. */
  void add(Tensor into, Tensor addend);

  /** {@code into += factor * addend}, of one size. */
  void addScaled(Tensor into, double factor, Tensor addend);

  /** The square root of the sum of the squares. */
  double norm(Tensor tensor);

  /** {@code output[i] = table[rows[i]]}: {@code [n, width]} out of {@code [any, width]}. */
  void gatherRows(Tensor table, Indices rows, Tensor output);

  /** {@code table[rows[i]] += addends[i]}, also where a row comes twice. */
  void addRows(Tensor addends, Indices rows, Tensor table);

  /** {@code output = input x weight + bias}: {@code [n, in]} to {@code [n, out]}. */
  void linear(Tensor input, Linear layer, Tensor output);

  /** {@code output = residual + input x weight + bias}; it may be the residual itself. */
  void addLinear(Tensor input, Linear layer, Tensor residual, Tensor output);

  /**
   * Gradient of {@link #linear}, and of {@link #addLinear} by its input and parameters; added to
   * those of the parameters, overwriting the input's.
   */
  void linearGradient(
      Tensor input, Linear layer, Tensor outputGradient, Tensor inputGradient, Linear gradient);

  /**
   * Each row with mean 0 and variance 1, times weight, plus bias.
   *
   * @param statistics output, {@code [2, n]}: each row's mean, and one over its deviation
   */
  void layerNorm(Tensor input, Norm norm, Tensor statistics, Tensor output);

  /** Gradient of {@link #layerNorm}; added to those of the parameters and of the input. */
  void layerNormGradient(
      Tensor input,
      Norm norm,
      Tensor statistics,
      Tensor outputGradient,
      Tensor inputGradient,
      Norm gradient);

  /**
   * Each row with mean square 1, times weight.
   *
   * @param norm without a bias
   * @param statistics output, {@code [n]}: one over each row's root mean square
   */
  void rootMeanSquareNorm(Tensor input, Norm norm, Tensor statistics, Tensor output);

  /** Gradient of {@link #rootMeanSquareNorm}; added to those of the weight and of the input. */
  void rootMeanSquareNormGradient(
      Tensor input,
      Norm norm,
      Tensor statistics,
      Tensor outputGradient,
      Tensor inputGradient,
      Norm gradient);

  /** GELU in GPT-2's approximation by tanh. */
  void gelu(Tensor input, Tensor output);

  /** Gradient of {@link #gelu}; {@code inputGradient} may be {@code outputGradient}. */
  void geluGradient(Tensor input, Tensor outputGradient, Tensor inputGradient);

  /**
   * {@code output = gate * sigmoid(gate) * up}.
   *
   * @param input {@code [n, 2 * width]}: gate, then up
   * @param output {@code [n, width]}
   */
  void swiglu(Tensor input, Tensor output);

  /** Gradient of {@link #swiglu}; overwrites {@code inputGradient}, which may be {@code input}. */
  void swigluGradient(Tensor input, Tensor outputGradient, Tensor inputGradient);

  /**
   * Turns each query and key head by its token's angles, in place: the first and the second half of
   * a head, {@code (a, b)}, become {@code (a cos - b sin, b cos + a sin)}.
   *
   * @param queryKeyValue as of {@link #attention}
   */
  void rotate(Tensor queryKeyValue, Attention attention, Rotation rotation);

  /** Gradient of {@link #rotate}, in place: turns back. */
  void rotateGradient(Tensor queryKeyValueGradient, Attention attention, Rotation rotation);

  /** The number of values that {@link #attention} keeps for its gradient. */
  long attentionMemory(Attention attention);

  /**
   * Causal attention inside each segment.
   *
   * @param queryKeyValue {@code [tokens, (heads + 2 * keyValueHeads) * headWidth]}: all queries,
   *     all keys and all values side by side
   * @param memory output, of {@link #attentionMemory} values: what the gradient needs
   * @param output {@code [tokens, heads * headWidth]}
   */
  void attention(Tensor queryKeyValue, Attention attention, Tensor memory, Tensor output);

  /** Gradient of {@link #attention}: overwrites {@code inputGradient}, may overwrite memory. */
  void attentionGradient(
      Tensor queryKeyValue,
      Attention attention,
      Tensor memory,
      Tensor outputGradient,
      Tensor inputGradient);

  /**
   * The loss of the true labels.
   *
   * @param logits {@code [n, vocabulary]}
   * @param labels one a row
   * @param losses output, {@code [n]}: minus the natural logarithm of the label's probability
   */
  void crossEntropy(Tensor logits, Indices labels, Tensor losses);

  /**
   * Gradient of {@link #crossEntropy}'s losses, each weighted by {@code scale}.
   *
   * @param logits overwritten by their gradient
   * @param losses as crossEntropy left them
   */
  void crossEntropyGradient(Tensor logits, Indices labels, Tensor losses, double scale);

  /** The column of each row's largest value. */
  int[] largestColumns(Tensor rows);

  /**
   * Puts each token's key and value into the cache.
   *
   * @param queryKeyValue as of {@link #attention}
   * @param rows the cache's row for each token
   * @param heads of which the segments mean nothing here
   */
  void cache(Tensor queryKeyValue, Indices rows, Attention heads, KeyValueCache cache);

  /**
   * Attention of each token to neighbouring rows of the cache: token {@code i} sees {@code
   * lengths[i]} rows from {@code starts[i]} on. Several tokens may see the same rows.
   *
   * @param queryKeyValue {@code [n, ...]} as of {@link #attention}, of which the queries are used
   * @param heads of which the segments mean nothing here
   * @param output {@code [n, heads * headWidth]}
   */
  void cachedAttention(
      Tensor queryKeyValue,
      KeyValueCache cache,
      Attention heads,
      int[] starts,
      int[] lengths,
      Tensor output);

  /**
   * An update by AdamW of values that decay alike, in one pass over memory:
   *
   * <pre>
   * g            = step.gradientScale * gradient
   * firstMoment  = step.beta1 * firstMoment + (1 - step.beta1) * g
   * secondMoment = step.beta2 * secondMoment + (1 - step.beta2) * g * g
   * gradient     = step.firstFactor() * firstMoment
   *                  / (step.secondFactor() * sqrt(secondMoment) + step.epsilon)
   *                + step.decay() * parameters
   * </pre>
   *
   * <p>The parameters stay as they are: {@code gradient} becomes what is to be taken off them.
   *
   * @param parameters as the other three, of one size and any shape
   */
  void adamW(
      Tensor parameters, Tensor gradient, Tensor firstMoment, Tensor secondMoment, AdamWStep step);

  /**
   * An update by Adafactor of one matrix {@code [rows, columns]}; a vector counts as a matrix of
   * one column.
   *
   * <pre>
   * g                = step.gradientScale * gradient
   * rowMoments[i]    = step.beta2() * rowMoments[i] + (1 - step.beta2()) * mean over j of (g[i, j]^2 + EPSILON)
   * columnMoments[j] = step.beta2() * columnMoments[j] + (1 - step.beta2()) * mean over i of (g[i, j]^2 + EPSILON)
   * u[i, j]          = g[i, j] * sqrt(mean(rowMoments) / rowMoments[i]) / sqrt(columnMoments[j])
   * gradient         = step.clippedRate(sqrt(mean(u^2))) * u + step.decay() * parameter
   * </pre>
   *
   * <p>The two roots are taken apart: the product of two small moments would be zero in float. The
   * parameter stays as it is: {@code gradient} becomes what is to be taken off it.
   *
   * @param rowMoments {@code [rows]}
   * @param columnMoments {@code [columns]}
   */
  void adafactor(
      Tensor parameter,
      Tensor gradient,
      Tensor rowMoments,
      Tensor columnMoments,
      AdafactorStep step);

  /** Frees what is kept between calls. */
  @Override
  void close();
}
