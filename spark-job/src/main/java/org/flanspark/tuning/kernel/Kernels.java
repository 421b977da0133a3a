package org.flanspark.tuning.kernel;

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

  /** Sets every value. */
  void fill(Tensor tensor, double value);

  /** Multiplies every value. */
  void scale(Tensor tensor, double factor);

  /** {@code into += addend}, of one size. */
  void add(Tensor into, Tensor addend);

  /** The square root of the sum of the squares. */
  double norm(Tensor tensor);

  /** {@code output[i] = table[rows[i]]}: {@code [n, width]} out of {@code [any, width]}. */
  void gatherRows(Tensor table, Indices rows, Tensor output);

  /** {@code table[rows[i]] += addends[i]}, also where a row comes twice. */
  void addRows(Tensor addends, Indices rows, Tensor table);

  /** {@code output = input x weight + bias}: {@code [n, in]} to {@code [n, out]}. */
  void linear(Tensor input, Affine layer, Tensor output);

  /** Gradient of {@link #linear}; added to those of the parameters, overwriting the input's. */
  void linearGradient(
      Tensor input, Affine layer, Tensor outputGradient, Tensor inputGradient, Affine gradient);

  /**
   * Each row with mean 0 and variance 1, times weight, plus bias.
   *
   * @param statistics output, {@code [2, n]}: each row's mean, and one over its deviation
   */
  void layerNorm(Tensor input, Affine norm, Tensor statistics, Tensor output);

  /** Gradient of {@link #layerNorm}; added to those of the parameters and of the input. */
  void layerNormGradient(
      Tensor input,
      Affine norm,
      Tensor statistics,
      Tensor outputGradient,
      Tensor inputGradient,
      Affine gradient);

  /** GELU in GPT-2's approximation by tanh. */
  void gelu(Tensor input, Tensor output);

  /** Gradient of {@link #gelu}; {@code inputGradient} may be {@code outputGradient}. */
  void geluGradient(Tensor input, Tensor outputGradient, Tensor inputGradient);

  /** The number of values that {@link #attention} keeps for its gradient. */
  long attentionMemory(Attention attention);

  /**
   * Causal attention inside each segment.
   *
   * @param input {@code [tokens, 3 * width]}: queries, keys and values side by side
   * @param memory output, of {@link #attentionMemory} values: what the gradient needs
   * @param output {@code [tokens, width]}
   */
  void attention(Tensor input, Attention attention, Tensor memory, Tensor output);

  /** Gradient of {@link #attention}: overwrites {@code inputGradient}, may overwrite memory. */
  void attentionGradient(
      Tensor input,
      Attention attention,
      Tensor memory,
      Tensor outputGradient,
      Tensor inputGradient);

  /** {@code logits = hidden x table^T}: {@code [n, width]} to {@code [n, vocabulary]}. */
  void logits(Tensor hidden, Tensor table, Tensor logits);

  /** Gradient of {@link #logits}; added to the table's, overwriting the hidden states'. */
  void logitsGradient(
      Tensor hidden,
      Tensor table,
      Tensor logitsGradient,
      Tensor hiddenGradient,
      Tensor tableGradient);

  /**
   * Softmax and the loss of the true labels.
   *
   * @param logits {@code [n, vocabulary]}; overwritten by the probabilities
   * @param labels one a row
   * @param losses output, {@code [n]}: minus the natural logarithm of the label's probability
   */
  void crossEntropy(Tensor logits, Indices labels, Tensor losses);

  /**
   * Gradient of {@link #crossEntropy}'s losses, each weighted by {@code scale}.
   *
   * @param probabilities as crossEntropy left them; overwritten by the gradient of the logits
   */
  void crossEntropyGradient(Tensor probabilities, Indices labels, double scale);

  /** The column of each row's largest value. */
  int[] largestColumns(Tensor rows);

  /**
   * Puts each token's key and value into the cache.
   *
   * @param input {@code [n, 3 * width]}: queries, keys and values side by side
   * @param rows the cache's row for each token
   */
  void cache(Tensor input, Indices rows, KeyValueCache cache);

  /**
   * Attention of one new token a sequence to the cached ones.
   *
   * @param input {@code [sequences, 3 * width]}, of which the queries are used
   * @param cache which holds the new tokens too
   * @param lengths each sequence's tokens in the cache, the new one included
   * @param output {@code [sequences, width]}
   */
  void cachedAttention(Tensor input, KeyValueCache cache, Attention lengths, Tensor output);

  /** Frees what is kept between calls. */
  @Override
  void close();
}
