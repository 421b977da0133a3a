package org.flanspark.tuning.kernel.cpu;

import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.FloatVector;

/**
 * The exponential out of additions and products alone. Java's own vector exponential is another
 * function before a method is compiled than after, so that its bits depend on time; these do not.
 *
 * <p>{@code exp(x) = 2^n * exp(r)} with {@code n} the nearest whole number to {@code x / ln 2} and
 * {@code |r| <= ln 2 / 2}, where the first terms of the exponential's series are exact to a bit or
 * two of a float.
 */
final class VectorExponential {
  /** Adding it leaves a float's whole number in its lowest bits. */
  private static final float ROUNDING = 1.5f * (1 << 23);

  private static final float PER_LOG_TWO = (float) (1 / Math.log(2));

  /** The natural logarithm of 2 in two parts, the first of few bits: its products are exact. */
  private static final float LOG_TWO_HIGH = 0.693359375f;

  private static final float LOG_TWO_LOW = (float) (Math.log(2) - 0.693359375);

  /** Beyond these a float's exponential is infinite or no longer has all its bits. */
  private static final float LARGEST = 88.3f;

  private static final float SMALLEST = -87.3f;

  private static final int MANTISSA_BITS = 23;

  private VectorExponential() {}

  /** {@code exp(x)}, not a number where x is none, and never 0 or infinite. */
  static FloatVector exp(FloatVector x) {
    FloatVector bounded = x.max(SMALLEST).min(LARGEST);
    FloatVector shifted = bounded.mul(PER_LOG_TWO).add(ROUNDING);
    FloatVector whole = shifted.sub(ROUNDING);
    FloatVector rest = bounded.sub(whole.mul(LOG_TWO_HIGH)).sub(whole.mul(LOG_TWO_LOW));
    FloatVector series = rest.mul(1f / 5040).add(1f / 720);
    series = series.mul(rest).add(1f / 120);
    series = series.mul(rest).add(1f / 24);
    series = series.mul(rest).add(1f / 6);
    series = series.mul(rest).add(1f / 2);
    series = series.mul(rest).add(1f);
    series = series.mul(rest).add(1f);
    return series
        .reinterpretAsInts()
        .add(shifted.reinterpretAsInts().lanewise(LSHL, MANTISSA_BITS))
        .reinterpretAsFloats();
  }
}
