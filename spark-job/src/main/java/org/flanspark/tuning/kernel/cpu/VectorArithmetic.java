package org.flanspark.tuning.kernel.cpu;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.MAX;
import static org.flanspark.tuning.kernel.cpu.VectorExponential.exp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * As many values at a time as the processor's registers hold; what is left of a row goes the scalar
 * way.
 */
final class VectorArithmetic implements Arithmetic {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private final ScalarArithmetic scalar = new ScalarArithmetic();

  private static FloatVector load(ByteBuffer from, int offset) {
    return FloatVector.fromByteBuffer(SPECIES, from, offset, ByteOrder.nativeOrder());
  }

  private static void store(FloatVector vector, ByteBuffer into, int offset) {
    vector.intoByteBuffer(into, offset, ByteOrder.nativeOrder());
  }

  @Override
  public void fill(CpuTensor into, long at, int count, float value) {
    ByteBuffer bytes = into.bytes(at);
    int offset = CpuTensor.offset(at);
    FloatVector values = FloatVector.broadcast(SPECIES, value);
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      store(values, bytes, offset + i * Float.BYTES);
    }
    scalar.fill(into, at + bound, count - bound, value);
  }

  @Override
  public void copy(CpuTensor from, long source, CpuTensor into, long at, int count) {
    ByteBuffer fromBytes = from.bytes(source);
    ByteBuffer bytes = into.bytes(at);
    int fromOffset = CpuTensor.offset(source);
    int offset = CpuTensor.offset(at);
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      store(load(fromBytes, fromOffset + i * Float.BYTES), bytes, offset + i * Float.BYTES);
    }
    scalar.copy(from, source + bound, into, at + bound, count - bound);
  }

  @Override
  public void scale(CpuTensor into, long at, int count, float factor) {
    ByteBuffer bytes = into.bytes(at);
    int offset = CpuTensor.offset(at);
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      int place = offset + i * Float.BYTES;
      store(load(bytes, place).mul(factor), bytes, place);
    }
    scalar.scale(into, at + bound, count - bound, factor);
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
    ByteBuffer leftBytes = left.bytes(leftAt);
    ByteBuffer rightBytes = right.bytes(rightAt);
    ByteBuffer outBytes = out.bytes(at);
    int leftOffset = CpuTensor.offset(leftAt);
    int rightOffset = CpuTensor.offset(rightAt);
    int offset = CpuTensor.offset(at);
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      int place = i * Float.BYTES;
      FloatVector both =
          load(leftBytes, leftOffset + place).add(load(rightBytes, rightOffset + place));
      store(both, outBytes, offset + place);
    }
    scalar.sum(left, leftAt + bound, right, rightAt + bound, out, at + bound, count - bound);
  }

  @Override
  public float sumOfSquares(CpuTensor of, long at, int count) {
    ByteBuffer bytes = of.bytes(at);
    int offset = CpuTensor.offset(at);
    FloatVector sums = FloatVector.zero(SPECIES);
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x = load(bytes, offset + i * Float.BYTES);
      sums = x.fma(x, sums);
    }
    return sums.reduceLanes(ADD) + scalar.sumOfSquares(of, at + bound, count - bound);
  }

  @Override
  public float largest(CpuTensor of, long at, int count) {
    ByteBuffer bytes = of.bytes(at);
    int offset = CpuTensor.offset(at);
    FloatVector largest = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      largest = largest.max(load(bytes, offset + i * Float.BYTES));
    }
    return Math.max(largest.reduceLanes(MAX), scalar.largest(of, at + bound, count - bound));
  }

  @Override
  public float sumOfExponentials(CpuTensor of, long at, int count, float shift) {
    ByteBuffer bytes = of.bytes(at);
    int offset = CpuTensor.offset(at);
    FloatVector sums = FloatVector.zero(SPECIES);
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      sums = sums.add(exp(load(bytes, offset + i * Float.BYTES).sub(shift)));
    }
    return sums.reduceLanes(ADD) + scalar.sumOfExponentials(of, at + bound, count - bound, shift);
  }

  @Override
  public float exponentials(CpuTensor of, long at, int count, float shift, float factor) {
    ByteBuffer bytes = of.bytes(at);
    int offset = CpuTensor.offset(at);
    FloatVector sums = FloatVector.zero(SPECIES);
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      int place = offset + i * Float.BYTES;
      FloatVector values = exp(load(bytes, place).sub(shift)).mul(factor);
      store(values, bytes, place);
      sums = sums.add(values);
    }
    return sums.reduceLanes(ADD)
        + scalar.exponentials(of, at + bound, count - bound, shift, factor);
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
    ByteBuffer scoreBytes = scores.bytes(at);
    ByteBuffer gradientBytes = gradient.bytes(gradientAt);
    int scoreOffset = CpuTensor.offset(at);
    int gradientOffset = CpuTensor.offset(gradientAt);
    int bound = SPECIES.loopBound(count);
    FloatVector sums = FloatVector.zero(SPECIES);
    for (int i = 0; i < bound; i += LANES) {
      int place = i * Float.BYTES;
      FloatVector p = exp(load(scoreBytes, scoreOffset + place).sub(logSumExp));
      store(p, scoreBytes, scoreOffset + place);
      sums = p.fma(load(gradientBytes, gradientOffset + place), sums);
    }
    int left = count - bound;
    float mean =
        sums.reduceLanes(ADD)
            + scalar.probabilities(
                scores, at + bound, gradient, gradientAt + bound, left, logSumExp);
    for (int i = 0; i < bound; i += LANES) {
      int place = i * Float.BYTES;
      FloatVector difference = load(gradientBytes, gradientOffset + place).sub(mean);
      FloatVector p = load(scoreBytes, scoreOffset + place).mul(scale);
      store(p.mul(difference), gradientBytes, gradientOffset + place);
    }
    scalar.scoreGradients(scores, at + bound, gradient, gradientAt + bound, left, mean, scale);
  }

  @Override
  public void layerNorm(NormRow row, float epsilon) {
    int bound = SPECIES.loopBound(row.width);
    row.mean = total(row, bound) / row.width;
    float squares = squaresAroundMean(row, bound);
    row.factor = (float) (1 / Math.sqrt(squares / row.width + epsilon));
    normalise(row, bound);
  }

  @Override
  public void rootMeanSquareNorm(NormRow row, float epsilon) {
    row.mean = 0;
    float squares = sumOfSquares(row.input, row.at, row.width);
    row.factor = (float) (1 / Math.sqrt(squares / row.width + epsilon));
    normalise(row, SPECIES.loopBound(row.width));
  }

  private static float total(NormRow row, int bound) {
    ByteBuffer bytes = row.input.bytes(row.at);
    int offset = CpuTensor.offset(row.at);
    FloatVector sums = FloatVector.zero(SPECIES);
    for (int i = 0; i < bound; i += LANES) {
      sums = sums.add(load(bytes, offset + i * Float.BYTES));
    }
    return sums.reduceLanes(ADD)
        + ScalarArithmetic.total(row.input, row.at + bound, row.width - bound);
  }

  private static float squaresAroundMean(NormRow row, int bound) {
    ByteBuffer bytes = row.input.bytes(row.at);
    int offset = CpuTensor.offset(row.at);
    FloatVector sums = FloatVector.zero(SPECIES);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector difference = load(bytes, offset + i * Float.BYTES).sub(row.mean);
      sums = difference.fma(difference, sums);
    }
    return sums.reduceLanes(ADD)
        + ScalarArithmetic.squaresAround(row.input, row.at + bound, row.width - bound, row.mean);
  }

  private static void normalise(NormRow row, int bound) {
    ByteBuffer input = row.input.bytes(row.at);
    ByteBuffer output = row.output.bytes(row.at);
    ByteBuffer weight = row.weight.bytes(0);
    ByteBuffer bias = row.bias == null ? null : row.bias.bytes(0);
    int offset = CpuTensor.offset(row.at);
    for (int i = 0; i < bound; i += LANES) {
      int place = i * Float.BYTES;
      FloatVector value =
          load(input, offset + place).sub(row.mean).mul(row.factor).mul(load(weight, place));
      store(bias == null ? value : value.add(load(bias, place)), output, offset + place);
    }
    ScalarArithmetic.normalise(row, bound);
  }

  @Override
  public void layerNormGradient(NormRow row, NormRowGradient gradient) {
    setSums(row, gradient);
    addGradients(row, gradient, row.gradientSum / row.width);
  }

  @Override
  public void rootMeanSquareNormGradient(NormRow row, NormRowGradient gradient) {
    setSums(row, gradient);
    addGradients(row, gradient, 0);
  }

  private static void setSums(NormRow row, NormRowGradient gradient) {
    ByteBuffer input = row.input.bytes(row.at);
    ByteBuffer upper = gradient.output().bytes(row.at);
    ByteBuffer weight = row.weight.bytes(0);
    int offset = CpuTensor.offset(row.at);
    FloatVector gradients = FloatVector.zero(SPECIES);
    FloatVector products = FloatVector.zero(SPECIES);
    int bound = SPECIES.loopBound(row.width);
    for (int i = 0; i < bound; i += LANES) {
      int place = i * Float.BYTES;
      FloatVector weighted = load(upper, offset + place).mul(load(weight, place));
      FloatVector normalised = load(input, offset + place).sub(row.mean).mul(row.factor);
      gradients = gradients.add(weighted);
      products = weighted.fma(normalised, products);
    }
    row.gradientSum = gradients.reduceLanes(ADD);
    row.productSum = products.reduceLanes(ADD);
    ScalarArithmetic.addSums(row, gradient, bound);
  }

  private static void addGradients(NormRow row, NormRowGradient gradient, float meanGradient) {
    int bound = SPECIES.loopBound(row.width);
    addInputGradient(row, gradient, bound, meanGradient);
    addParameterGradients(row, gradient, bound);
  }

  private static void addInputGradient(
      NormRow row, NormRowGradient gradient, int bound, float meanGradient) {
    float meanProduct = row.productSum / row.width;
    ByteBuffer input = row.input.bytes(row.at);
    ByteBuffer upper = gradient.output().bytes(row.at);
    ByteBuffer into = gradient.input().bytes(row.at);
    ByteBuffer weight = row.weight.bytes(0);
    int offset = CpuTensor.offset(row.at);
    for (int i = 0; i < bound; i += LANES) {
      int place = i * Float.BYTES;
      FloatVector weighted = load(upper, offset + place).mul(load(weight, place));
      FloatVector normalised = load(input, offset + place).sub(row.mean).mul(row.factor);
      FloatVector change =
          weighted.sub(meanGradient).sub(normalised.mul(meanProduct)).mul(row.factor);
      store(load(into, offset + place).add(change), into, offset + place);
    }
    ScalarArithmetic.addInputGradient(row, gradient, bound, meanGradient);
  }

  private static void addParameterGradients(NormRow row, NormRowGradient gradient, int bound) {
    ByteBuffer input = row.input.bytes(row.at);
    ByteBuffer upper = gradient.output().bytes(row.at);
    ByteBuffer into = gradient.parameters().bytes(gradient.parametersAt());
    int offset = CpuTensor.offset(row.at);
    int weightOffset = CpuTensor.offset(gradient.parametersAt());
    int biasOffset = weightOffset + row.width * Float.BYTES;
    boolean hasBias = row.bias != null;
    for (int i = 0; i < bound; i += LANES) {
      int place = i * Float.BYTES;
      FloatVector above = load(upper, offset + place);
      FloatVector normalised = load(input, offset + place).sub(row.mean).mul(row.factor);
      store(above.fma(normalised, load(into, weightOffset + place)), into, weightOffset + place);
      if (hasBias) {
        store(load(into, biasOffset + place).add(above), into, biasOffset + place);
      }
    }
    ScalarArithmetic.addParameterGradients(row, gradient, bound);
  }

  @Override
  public void gelu(CpuTensor input, long source, CpuTensor output, long at, int count) {
    ByteBuffer from = input.bytes(source);
    ByteBuffer into = output.bytes(at);
    int fromOffset = CpuTensor.offset(source);
    int offset = CpuTensor.offset(at);
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x = load(from, fromOffset + i * Float.BYTES);
      FloatVector value = x.div(exp(geluExponent(x)).add(1));
      store(value, into, offset + i * Float.BYTES);
    }
    scalar.gelu(input, source + bound, output, at + bound, count - bound);
  }

  @Override
  public void geluGradient(
      CpuTensor input, CpuTensor outputGradient, CpuTensor inputGradient, long at, int count) {
    ByteBuffer from = input.bytes(at);
    ByteBuffer upper = outputGradient.bytes(at);
    ByteBuffer into = inputGradient.bytes(at);
    int offset = CpuTensor.offset(at);
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      int place = offset + i * Float.BYTES;
      FloatVector x = load(from, place);
      FloatVector sigmoid = one.div(exp(geluExponent(x)).add(1));
      FloatVector inner = x.mul(x).mul(3 * GELU_CUBIC * GELU_ROOT).add(GELU_ROOT);
      FloatVector bend = one.sub(sigmoid).mul(sigmoid).mul(inner).mul(x).mul(2);
      FloatVector slope = sigmoid.add(bend);
      store(load(upper, place).mul(slope), into, place);
    }
    scalar.geluGradient(input, outputGradient, inputGradient, at + bound, count - bound);
  }

  /** {@code (1 + tanh(u)) / 2 = 1 / (1 + exp(-2u))}: of GELU's u, twice and negative. */
  private static FloatVector geluExponent(FloatVector x) {
    return x.mul(x).mul(-2 * GELU_CUBIC * GELU_ROOT).add(-2 * GELU_ROOT).mul(x);
  }

  @Override
  public void swiglu(CpuTensor input, long source, CpuTensor output, long at, int count) {
    ByteBuffer from = input.bytes(source);
    ByteBuffer into = output.bytes(at);
    int gates = CpuTensor.offset(source);
    int ups = gates + count * Float.BYTES;
    int offset = CpuTensor.offset(at);
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      int place = i * Float.BYTES;
      FloatVector gate = load(from, gates + place);
      FloatVector value = gate.div(exp(gate.neg()).add(1));
      store(value.mul(load(from, ups + place)), into, offset + place);
    }
    ScalarArithmetic.swiglu(input, source, output, at, bound, count);
  }

  @Override
  public void swigluGradient(
      CpuTensor input,
      long source,
      CpuTensor outputGradient,
      long at,
      CpuTensor inputGradient,
      int count) {
    ByteBuffer from = input.bytes(source);
    ByteBuffer upper = outputGradient.bytes(at);
    ByteBuffer into = inputGradient.bytes(source);
    int gates = CpuTensor.offset(source);
    int ups = gates + count * Float.BYTES;
    int offset = CpuTensor.offset(at);
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      int place = i * Float.BYTES;
      FloatVector gate = load(from, gates + place);
      FloatVector above = load(upper, offset + place);
      FloatVector sigmoid = one.div(exp(gate.neg()).add(1));
      FloatVector slope = one.sub(sigmoid).mul(gate).add(1).mul(sigmoid);
      FloatVector gateGradient = above.mul(load(from, ups + place)).mul(slope);
      store(gateGradient, into, gates + place);
      store(above.mul(gate).mul(sigmoid), into, ups + place);
    }
    ScalarArithmetic.swigluGradient(input, source, outputGradient, at, inputGradient, bound, count);
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
    ByteBuffer bytes = head.bytes(at);
    ByteBuffer cosineBytes = cosines.bytes(angleAt);
    ByteBuffer sineBytes = sines.bytes(angleAt);
    int offset = CpuTensor.offset(at);
    int angle = CpuTensor.offset(angleAt);
    int bound = SPECIES.loopBound(half);
    for (int i = 0; i < bound; i += LANES) {
      int firstAt = offset + i * Float.BYTES;
      int secondAt = firstAt + half * Float.BYTES;
      FloatVector first = load(bytes, firstAt);
      FloatVector second = load(bytes, secondAt);
      FloatVector cosine = load(cosineBytes, angle + i * Float.BYTES);
      FloatVector sine = load(sineBytes, angle + i * Float.BYTES).mul(sign);
      store(first.mul(cosine).sub(second.mul(sine)), bytes, firstAt);
      store(second.mul(cosine).add(first.mul(sine)), bytes, secondAt);
    }
    ScalarArithmetic.rotate(head, at, cosines, sines, angleAt, bound, half, sign);
  }

  @Override
  public void adamW(AdamWRun run, long at, int count) {
    ByteBuffer gradients = run.gradient.bytes(at);
    ByteBuffer firsts = run.firstMoment.bytes(at);
    ByteBuffer seconds = run.secondMoment.bytes(at);
    ByteBuffer parameters = run.parameters.bytes(at);
    int offset = CpuTensor.offset(at);
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      int place = offset + i * Float.BYTES;
      FloatVector g = load(gradients, place).mul(run.gradientScale);
      FloatVector first = load(firsts, place).mul(run.beta1).add(g.mul(1 - run.beta1));
      FloatVector second = load(seconds, place).mul(run.beta2).add(g.mul(g).mul(1 - run.beta2));
      FloatVector root = second.sqrt().mul(run.secondFactor).add(run.epsilon);
      FloatVector step = first.mul(run.firstFactor).div(root);
      store(first, firsts, place);
      store(second, seconds, place);
      if (run.decay != 0) {
        step = step.add(load(parameters, place).mul(run.decay));
      }
      store(step, gradients, place);
    }
    scalar.adamW(run, at + bound, count - bound);
  }

  @Override
  public float addSquares(CpuTensor of, long at, CpuTensor sums, long sumsAt, int count) {
    ByteBuffer bytes = of.bytes(at);
    ByteBuffer sumBytes = sums.bytes(sumsAt);
    int offset = CpuTensor.offset(at);
    int sumOffset = CpuTensor.offset(sumsAt);
    FloatVector total = FloatVector.zero(SPECIES);
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector x = load(bytes, offset + i * Float.BYTES);
      FloatVector square = x.mul(x);
      int place = sumOffset + i * Float.BYTES;
      store(load(sumBytes, place).add(square), sumBytes, place);
      total = total.add(square);
    }
    return total.reduceLanes(ADD)
        + scalar.addSquares(of, at + bound, sums, sumsAt + bound, count - bound);
  }

  @Override
  public float sumOfSquaredProducts(
      CpuTensor left, long at, CpuTensor right, long rightAt, int count) {
    ByteBuffer leftBytes = left.bytes(at);
    ByteBuffer rightBytes = right.bytes(rightAt);
    int leftOffset = CpuTensor.offset(at);
    int rightOffset = CpuTensor.offset(rightAt);
    FloatVector sums = FloatVector.zero(SPECIES);
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      int place = i * Float.BYTES;
      FloatVector product =
          load(leftBytes, leftOffset + place).mul(load(rightBytes, rightOffset + place));
      sums = product.fma(product, sums);
    }
    return sums.reduceLanes(ADD)
        + scalar.sumOfSquaredProducts(left, at + bound, right, rightAt + bound, count - bound);
  }

  @Override
  public void multiply(
      CpuTensor into, long at, CpuTensor factors, long factorsAt, int count, float scale) {
    ByteBuffer bytes = into.bytes(at);
    ByteBuffer factorBytes = factors.bytes(factorsAt);
    int offset = CpuTensor.offset(at);
    int factorOffset = CpuTensor.offset(factorsAt);
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      int place = i * Float.BYTES;
      FloatVector factor = load(factorBytes, factorOffset + place);
      store(load(bytes, offset + place).mul(scale).mul(factor), bytes, offset + place);
    }
    scalar.multiply(into, at + bound, factors, factorsAt + bound, count - bound, scale);
  }

  @Override
  public void addScaled(
      CpuTensor into, long at, CpuTensor addend, long source, int count, float factor) {
    ByteBuffer bytes = into.bytes(at);
    ByteBuffer addendBytes = addend.bytes(source);
    int offset = CpuTensor.offset(at);
    int addendOffset = CpuTensor.offset(source);
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += LANES) {
      int place = i * Float.BYTES;
      FloatVector scaled = load(addendBytes, addendOffset + place).mul(factor);
      store(load(bytes, offset + place).add(scaled), bytes, offset + place);
    }
    scalar.addScaled(into, at + bound, addend, source + bound, count - bound, factor);
  }
}
