package org.flanspark.tuning.metric;

import java.util.List;

/**
 * The first number of a {@link MetricFamily} by way of sums: what each prompt adds is worked out
 * once, and the number over any of them, each counted any times, follows from the sums alone. So a
 * {@link Bootstrap} draws its samples without a look at the texts.
 */
public interface FirstNumber {
  /** What one prompt adds to the sums; always as many numbers. */
  double[] prompt(AnsweredPrompt prompt);

  /** The number that follows from the sums of one prompt at least. */
  double of(double[] sums);

  /**
   * What one unit adds in the words of one template: the prompts that only come together, as a
   * single example's, or those of all candidates of a {@code group}. Nothing at all, an empty
   * vector, where there is no prompt.
   */
  default double[] unit(List<AnsweredPrompt> prompts) {
    double[] sums = prompts.isEmpty() ? new double[0] : prompt(prompts.get(0));
    prompts.stream().skip(1).forEach(prompt -> Sums.add(sums, prompt(prompt)));
    return sums;
  }
}
