package org.flanspark.tuning.kernel.cpu;

/**
 * What is done to a run of neighbouring values, most often one row, by one thread. A place is the
 * number of a value in its tensor. Two ways of doing it give the same results within rounding.
 */
interface Arithmetic {
  /** How GPT-2 approximates GELU: {@code x / 2 * (1 + tanh(ROOT * (x + CUBIC * x^3)))}. */
  float GELU_ROOT = (float) Math.sqrt(2 / Math.PI);

  float GELU_CUBIC = 0.044715f;

  /** By vector instructions where Java's Vector API is there, else value by value. */
  static Arithmetic fastest() {
    return hasVectors() ? new VectorArithmetic() : new ScalarArithmetic();
  }

  /** Whether the virtual machine was started with {@code --add-modules jdk.incubator.vector}. */
  static boolean hasVectors() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  void fill(CpuTensor into, long at, int count, float value);

  void copy(CpuTensor from, long source, CpuTensor into, long at, int count);

  void scale(CpuTensor into, long at, int count, float factor);

  /** {@code into += addend}. */
  void add(CpuTensor into, long at, CpuTensor addend, long source, int count);

  /** {@code output = left + right}. */
  void sum(
      CpuTensor left,
      long leftAt,
      CpuTensor right,
      long rightAt,
      CpuTensor out,
      long at,
      int count);

  /** The sum of the squares, of not so many values that float's rounding shows. */
  float sumOfSquares(CpuTensor of, long at, int count);

  float largest(CpuTensor of, long at, int count);

  /** {@code sum(exp(x - shift))}. */
  float sumOfExponentials(CpuTensor of, long at, int count, float shift);

  /** {@code x = factor * exp(x - shift)}, in place; returns the sum. */
  float exponentials(CpuTensor of, long at, int count, float shift, float factor);

  /**
   * From a row's scores to the gradient of the scores.
   *
   * @param scores overwritten by the probabilities {@code exp(scores - logSumExp)}
   * @param gradient of the probabilities; overwritten by that of the scores, {@code scale *
   *     probability * (gradient - sum(probability * gradient))}
   */
  void softmaxGradient(
      CpuTensor scores,
      long at,
      CpuTensor gradient,
      long gradientAt,
      int count,
      float logSumExp,
      float scale);

  /** A row with mean 0 and variance 1, times weight, plus bias; its statistics are written too. */
  void layerNorm(NormRow row, float epsilon);

  /** Adds to the gradients of the row's input and of the parameters. */
  void layerNormGradient(NormRow row, NormRowGradient gradient);

  /** A row divided by the root of its mean square, times weight. */
  void rootMeanSquareNorm(NormRow row, float epsilon);

  /** Adds to the gradients of the row's input and of the weight. */
  void rootMeanSquareNormGradient(NormRow row, NormRowGradient gradient);

  void gelu(CpuTensor input, long source, CpuTensor output, long at, int count);

  /** {@code inputGradient} may be {@code outputGradient}. */
  void geluGradient(
      CpuTensor input, CpuTensor outputGradient, CpuTensor inputGradient, long at, int count);

  /** {@code gate / (1 + exp(-gate)) * up}: gates, then as many ups, to as many outputs. */
  void swiglu(CpuTensor input, long source, CpuTensor output, long at, int count);

  /** Gradients of gates, then of ups; {@code inputGradient} may be {@code input}. */
  void swigluGradient(
      CpuTensor input,
      long source,
      CpuTensor outputGradient,
      long at,
      CpuTensor inputGradient,
      int count);

  /**
   * Turns one head: {@code (first, second)} to {@code (first cos - second sin, second cos + first
   * sin)}, of {@code half} values each.
   *
   * @param sign 1, or -1 to turn it back
   */
  void rotate(
      CpuTensor head,
      long at,
      CpuTensor cosines,
      CpuTensor sines,
      long angleAt,
      int half,
      int sign);

  /** {@code gradient} becomes the step, as {@code Kernels.adamW} says. */
  void adamW(AdamWRun run, long at, int count);

  /** Adds each value's square to {@code sums}, and returns the sum of the squares. */
  float addSquares(CpuTensor of, long at, CpuTensor sums, long sumsAt, int count);

  /** The sum of {@code (left * right)^2}. */
  float sumOfSquaredProducts(CpuTensor left, long at, CpuTensor right, long rightAt, int count);

  /** {@code into *= factors * scale}. */
  void multiply(CpuTensor into, long at, CpuTensor factors, long factorsAt, int count, float scale);

  /** {@code into += factor * addend}. */
  void addScaled(CpuTensor into, long at, CpuTensor addend, long source, int count, float factor);
}
