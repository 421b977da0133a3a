package org.flanspark.tuning.kernel.cpu;

import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The exponential out of sums and products alone. Java's own vector exponential is another function
 * before a method is compiled than after, so that its bits depend on time; these do not.
 *
 * <p>{@code exp(x) = 2^n * exp(r)} with {@code n} the nearest whole number to {@code x / ln 2} and
 * {@code |r| <= ln 2 / 2}, where the first terms of the exponential's series are exact to a bit or
 * two of a float.
 */
final class VectorExponential {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int MANTISSA_BITS = 23;

  /** Of few bits, so that its products with small whole numbers are exact. */
  private static final float LOG_TWO_HIGH = 0.693359375f;

  // Constants are vectors: a number would be spread over a vector at each use, and methods that
  // grow too large are compiled with objects in place of registers.
  private static final FloatVector PER_LOG_TWO = constant(1 / Math.log(2));
  private static final FloatVector MINUS_LOG_TWO_HIGH = constant(-LOG_TWO_HIGH);
  private static final FloatVector MINUS_LOG_TWO_LOW = constant(LOG_TWO_HIGH - Math.log(2));

  /** Adding it leaves a float's whole number in its lowest bits. */
  private static final FloatVector ROUNDING = constant(1.5 * (1 << MANTISSA_BITS));

  /** Beyond these a float's exponential is infinite or no longer has all its bits. */
  private static final FloatVector LARGEST = constant(88.3);

  private static final FloatVector SMALLEST = constant(-87.3);

  private static final FloatVector ONE = constant(1);
  private static final FloatVector SECOND = constant(1.0 / 2);
  private static final FloatVector THIRD = constant(1.0 / 6);
  private static final FloatVector FOURTH = constant(1.0 / 24);
  private static final FloatVector FIFTH = constant(1.0 / 120);
  private static final FloatVector SIXTH = constant(1.0 / 720);

  private VectorExponential() {}

  private static FloatVector constant(double value) {
    return FloatVector.broadcast(SPECIES, (float) value);
  }

  /** {@code exp(x)}, not a number where x is none, and never 0 or infinite. */
  static FloatVector exp(FloatVector x) {
    FloatVector bounded = x.max(SMALLEST).min(LARGEST);
    FloatVector shifted = bounded.fma(PER_LOG_TWO, ROUNDING);
    FloatVector whole = shifted.sub(ROUNDING);
    FloatVector rest = whole.fma(MINUS_LOG_TWO_LOW, whole.fma(MINUS_LOG_TWO_HIGH, bounded));
    FloatVector series = rest.fma(SIXTH, FIFTH);
    series = series.fma(rest, FOURTH);
    series = series.fma(rest, THIRD);
    series = series.fma(rest, SECOND);
    series = series.fma(rest, ONE);
    series = series.fma(rest, ONE);
    return series
        .reinterpretAsInts()
        .add(shifted.reinterpretAsInts().lanewise(LSHL, MANTISSA_BITS))
        .reinterpretAsFloats();
  }
}
