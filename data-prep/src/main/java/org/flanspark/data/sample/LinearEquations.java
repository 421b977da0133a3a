package org.flanspark.data.sample;

import java.util.List;

/** {@code a*x + b = c} with small whole numbers; the answer is x. */
final class LinearEquations implements Grammar {
  private static final List<String> UNKNOWNS = List.of("x", "y", "n");

  @Override
  public SampleRow draw(Draw draw) {
    String unknown = draw.of(UNKNOWNS);
    int factor = 1 + draw.below(5);
    int summand = draw.below(19) - 9;
    int solution = draw.below(13) - 4;
    String product = (factor == 1 ? "" : factor + "*") + unknown;
    String sum =
        summand == 0 ? product : product + (summand < 0 ? " - " : " + ") + Math.abs(summand);
    int value = factor * solution + summand;
    String equation = draw.oneIn(2) ? sum + " = " + value : value + " = " + sum;
    return SampleRow.of(
        "equation", equation, "unknown", unknown, "solution", String.valueOf(solution));
  }
}
