package org.flanspark.tuning.metric;

import java.util.Map;

/**
 * Answers of one model to one task in the words of one template, one after the other, to the
 * numbers of a {@link MetricFamily}. Holds counts and sums, not the prompts, where the metric
 * allows it.
 */
public interface Tally {
  /** Counts one more. */
  void add(AnsweredPrompt prompt);

  /** The numbers over all prompts so far, of which there must be one at least, by name. */
  Map<String, Double> scores();

  /** What must be equal for the numbers to be compared with others; empty where it is no matter. */
  default String signature() {
    return "";
  }
}
