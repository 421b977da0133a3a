package org.flanspark.tuning.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class VectorExponentialTest {
  @Test
  void isTheExponentialToWithinTwoUnitsOfTheLastPlace() {
    for (float x = -87.2f; x < 88.2f; x += 0.013f) {
      float exact = (float) Math.exp(x);
      assertThat(exp(x))
          .as("exp(%s)", x)
          .isBetween(exact - 2 * Math.ulp(exact), exact + 2 * Math.ulp(exact));
    }
  }

  @Test
  void staysFiniteAndPositiveWhereAFloatEnds() {
    assertThat(exp(Float.POSITIVE_INFINITY)).isFinite();
    assertThat(exp(-1000)).isPositive().isLessThan(1e-37f);
    assertThat(exp(0)).isCloseTo(1, withinPercentage(0));
  }

  @Test
  void whatIsNoNumberStaysNone() {
    assertThat(exp(Float.NaN)).isNaN();
  }

  private static float exp(float x) {
    return VectorExponential.exp(FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, x)).lane(0);
  }
}
