package org.flanspark.tuning.kernel.cpu;

import org.jspecify.annotations.Nullable;

/** Value by value: the way where the Vector API is absent, and for what is left of a row by it. */
final class ScalarArithmetic implements Arithmetic {
  @Override
  public void fill(CpuTensor into, long at, int count, float value) {
    for (int i = 0; i < count; i++) {
      into.set(at + i, value);
    }
  }

  @Override
  public void copy(CpuTensor from, long source, CpuTensor into, long at, int count) {
    for (int i = 0; i < count; i++) {
      into.set(at + i, from.get(source + i));
    }
  }

  @Override
  public void scale(CpuTensor into, long at, int count, float factor) {
    for (int i = 0; i < count; i++) {
      into.set(at + i, into.get(at + i) * factor);
    }
  }

  @Override
  public void add(CpuTensor into, long at, CpuTensor addend, long source, int count) {
    sum(into, at, addend, source, into, at, count);
  }

  @Override
  public void sum(
      CpuTensor left,
      long leftAt,
      CpuTensor right,
      long rightAt,
      CpuTensor out,
      long at,
      int count) {
    for (int i = 0; i < count; i++) {
      out.set(at + i, left.get(leftAt + i) + right.get(rightAt + i));
    }
  }

  @Override
  public float sumOfSquares(CpuTensor of, long at, int count) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
      sum += of.get(at + i) * of.get(at + i);
    }
    return sum;
  }

  @Override
  public float largest(CpuTensor of, long at, int count) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, of.get(at + i));
    }
    return largest;
  }

  @Override
  public float sumOfExponentials(CpuTensor of, long at, int count, float shift) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
      sum += exp(of.get(at + i) - shift);
    }
    return sum;
  }

  @Override
  public float exponentials(CpuTensor of, long at, int count, float shift, float factor) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
      float value = factor * exp(of.get(at + i) - shift);
      of.set(at + i, value);
      sum += value;
    }
    return sum;
  }

  @Override
  public void softmaxGradient(
      CpuTensor scores,
      long at,
      CpuTensor gradient,
      long gradientAt,
      int count,
      float logSumExp,
      float scale) {
    float mean = probabilities(scores, at, gradient, gradientAt, count, logSumExp);
    scoreGradients(scores, at, gradient, gradientAt, count, mean, scale);
  }

  /** Scores to probabilities; the mean of the gradient under them. */
  float probabilities(
      CpuTensor scores, long at, CpuTensor gradient, long gradientAt, int count, float logSumExp) {
    float mean = 0;
    for (int i = 0; i < count; i++) {
      float probability = exp(scores.get(at + i) - logSumExp);
      scores.set(at + i, probability);
      mean += probability * gradient.get(gradientAt + i);
    }
    return mean;
  }

  void scoreGradients(
      CpuTensor probabilities,
      long at,
      CpuTensor gradient,
      long gradientAt,
      int count,
      float mean,
      float scale) {
    for (int i = 0; i < count; i++) {
      float difference = gradient.get(gradientAt + i) - mean;
      gradient.set(gradientAt + i, scale * probabilities.get(at + i) * difference);
    }
  }

  @Override
  public void layerNorm(NormRow row, float epsilon) {
    row.mean = total(row.input, row.at, row.width) / row.width;
    float squares = squaresAround(row.input, row.at, row.width, row.mean);
    row.factor = (float) (1 / Math.sqrt(squares / row.width + epsilon));
    normalise(row, 0);
  }

  @Override
  public void rootMeanSquareNorm(NormRow row, float epsilon) {
    row.mean = 0;
    float squares = sumOfSquares(row.input, row.at, row.width);
    row.factor = (float) (1 / Math.sqrt(squares / row.width + epsilon));
    normalise(row, 0);
  }

  static float total(CpuTensor of, long at, int count) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
      sum += of.get(at + i);
    }
    return sum;
  }

  static float squaresAround(CpuTensor of, long at, int count, float mean) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
      float difference = of.get(at + i) - mean;
      sum += difference * difference;
    }
    return sum;
  }

  /** The values of a row from {@code start} on, by the row's statistics. */
  static void normalise(NormRow row, int start) {
    CpuTensor bias = row.bias;
    for (int i = start; i < row.width; i++) {
      float value = (row.input.get(row.at + i) - row.mean) * row.factor * row.weight.get(i);
      row.output.set(row.at + i, bias == null ? value : value + bias.get(i));
    }
  }

  @Override
  public void layerNormGradient(NormRow row, NormRowGradient gradient) {
    row.gradientSum = 0;
    row.productSum = 0;
    addSums(row, gradient, 0);
    addInputGradient(row, gradient, 0, row.gradientSum / row.width);
    addParameterGradients(row, gradient, 0);
  }

  @Override
  public void rootMeanSquareNormGradient(NormRow row, NormRowGradient gradient) {
    row.gradientSum = 0;
    row.productSum = 0;
    addSums(row, gradient, 0);
    addInputGradient(row, gradient, 0, 0);
    addParameterGradients(row, gradient, 0);
  }

  /** Adds to what all values of a row share in the gradient of a norm. */
  static void addSums(NormRow row, NormRowGradient gradient, int start) {
    for (int i = start; i < row.width; i++) {
      float upper = gradient.output().get(row.at + i) * row.weight.get(i);
      row.gradientSum += upper;
      row.productSum += upper * (row.input.get(row.at + i) - row.mean) * row.factor;
    }
  }

  static void addInputGradient(
      NormRow row, NormRowGradient gradient, int start, float meanGradient) {
    float meanProduct = row.productSum / row.width;
    for (int i = start; i < row.width; i++) {
      float upper = gradient.output().get(row.at + i) * row.weight.get(i);
      float normalised = (row.input.get(row.at + i) - row.mean) * row.factor;
      float change = row.factor * (upper - meanGradient - normalised * meanProduct);
      gradient.input().set(row.at + i, gradient.input().get(row.at + i) + change);
    }
  }

  static void addParameterGradients(NormRow row, NormRowGradient gradient, int start) {
    @Nullable CpuTensor bias = row.bias;
    CpuTensor into = gradient.parameters();
    for (int i = start; i < row.width; i++) {
      float upper = gradient.output().get(row.at + i);
      float normalised = (row.input.get(row.at + i) - row.mean) * row.factor;
      long weightAt = gradient.parametersAt() + i;
      into.set(weightAt, into.get(weightAt) + upper * normalised);
      if (bias != null) {
        long biasAt = weightAt + row.width;
        into.set(biasAt, into.get(biasAt) + upper);
      }
    }
  }

  @Override
  public void gelu(CpuTensor input, long source, CpuTensor output, long at, int count) {
    for (int i = 0; i < count; i++) {
      float x = input.get(source + i);
      output.set(at + i, 0.5f * x * (1 + geluTanh(x)));
    }
  }

  @Override
  public void geluGradient(
      CpuTensor input, CpuTensor outputGradient, CpuTensor inputGradient, long at, int count) {
    for (long i = at; i < at + count; i++) {
      float x = input.get(i);
      float tanh = geluTanh(x);
      float inner = GELU_ROOT * (1 + 3 * GELU_CUBIC * x * x);
      float slope = 0.5f * (1 + tanh) + 0.5f * x * (1 - tanh * tanh) * inner;
      inputGradient.set(i, outputGradient.get(i) * slope);
    }
  }

  private static float geluTanh(float x) {
    return (float) Math.tanh(GELU_ROOT * (x + GELU_CUBIC * x * x * x));
  }

  @Override
  public void swiglu(CpuTensor input, long source, CpuTensor output, long at, int count) {
    swiglu(input, source, output, at, 0, count);
  }

  /** From {@code start} on. */
  static void swiglu(
      CpuTensor input, long source, CpuTensor output, long at, int start, int count) {
    for (int i = start; i < count; i++) {
      float gate = input.get(source + i);
      output.set(at + i, gate * sigmoid(gate) * input.get(source + count + i));
    }
  }

  @Override
  public void swigluGradient(
      CpuTensor input,
      long source,
      CpuTensor outputGradient,
      long at,
      CpuTensor inputGradient,
      int count) {
    swigluGradient(input, source, outputGradient, at, inputGradient, 0, count);
  }

  /** From {@code start} on. */
  static void swigluGradient(
      CpuTensor input,
      long source,
      CpuTensor outputGradient,
      long at,
      CpuTensor inputGradient,
      int start,
      int count) {
    for (int i = start; i < count; i++) {
      float gate = input.get(source + i);
      float up = input.get(source + count + i);
      float upper = outputGradient.get(at + i);
      float sigmoid = sigmoid(gate);
      float slope = sigmoid * (1 + gate * (1 - sigmoid));
      inputGradient.set(source + i, upper * up * slope);
      inputGradient.set(source + count + i, upper * gate * sigmoid);
    }
  }

  @Override
  public void rotate(
      CpuTensor head,
      long at,
      CpuTensor cosines,
      CpuTensor sines,
      long angleAt,
      int half,
      int sign) {
    rotate(head, at, cosines, sines, angleAt, 0, half, sign);
  }

  /** From {@code start} on. */
  static void rotate(
      CpuTensor head,
      long at,
      CpuTensor cosines,
      CpuTensor sines,
      long angleAt,
      int start,
      int half,
      int sign) {
    for (int i = start; i < half; i++) {
      float cosine = cosines.get(angleAt + i);
      float sine = sign * sines.get(angleAt + i);
      float first = head.get(at + i);
      float second = head.get(at + half + i);
      head.set(at + i, first * cosine - second * sine);
      head.set(at + half + i, second * cosine + first * sine);
    }
  }

  @Override
  public void adamW(AdamWRun run, long at, int count) {
    for (long i = at; i < at + count; i++) {
      float g = run.gradientScale * run.gradient.get(i);
      float first = run.beta1 * run.firstMoment.get(i) + (1 - run.beta1) * g;
      float second = run.beta2 * run.secondMoment.get(i) + (1 - run.beta2) * g * g;
      float root = run.secondFactor * (float) Math.sqrt(second) + run.epsilon;
      float decay = run.decay == 0 ? 0 : run.decay * run.parameters.get(i);
      run.firstMoment.set(i, first);
      run.secondMoment.set(i, second);
      run.gradient.set(i, run.firstFactor * first / root + decay);
    }
  }

  @Override
  public float addSquares(CpuTensor of, long at, CpuTensor sums, long sumsAt, int count) {
    float total = 0;
    for (int i = 0; i < count; i++) {
      float square = of.get(at + i) * of.get(at + i);
      sums.set(sumsAt + i, sums.get(sumsAt + i) + square);
      total += square;
    }
    return total;
  }

  @Override
  public float sumOfSquaredProducts(
      CpuTensor left, long at, CpuTensor right, long rightAt, int count) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
      float product = left.get(at + i) * right.get(rightAt + i);
      sum += product * product;
    }
    return sum;
  }

  @Override
  public void multiply(
      CpuTensor into, long at, CpuTensor factors, long factorsAt, int count, float scale) {
    for (int i = 0; i < count; i++) {
      into.set(at + i, into.get(at + i) * scale * factors.get(factorsAt + i));
    }
  }

  @Override
  public void addScaled(
      CpuTensor into, long at, CpuTensor addend, long source, int count, float factor) {
    for (int i = 0; i < count; i++) {
      into.set(at + i, into.get(at + i) + factor * addend.get(source + i));
    }
  }

  private static float sigmoid(float x) {
    return 1 / (1 + exp(-x));
  }

  private static float exp(float x) {
    return (float) Math.exp(x);
  }
}
