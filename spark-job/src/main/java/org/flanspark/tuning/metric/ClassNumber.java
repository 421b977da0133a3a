package org.flanspark.tuning.metric;

import java.util.function.ToDoubleFunction;

/**
 * A number of ranked options as classes, by the counts of a {@link Confusion}.
 *
 * @param options how many options every prompt has
 */
record ClassNumber(int options, ToDoubleFunction<Confusion> number) implements FirstNumber {
  @Override
  public double[] prompt(AnsweredPrompt prompt) {
    int given = prompt.question().options().size();
    if (given != options) {
      throw new IllegalArgumentException(
          "Cannot count classes: a prompt has %s options, expected %s".formatted(given, options));
    }
    Confusion confusion = new Confusion();
    confusion.add(prompt);
    return confusion.counts();
  }

  @Override
  public double of(double[] sums) {
    return number.applyAsDouble(new Confusion(sums));
  }
}
