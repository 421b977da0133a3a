package org.flanspark.tuning.metric;

import java.util.Map;
import java.util.TreeMap;

/** The means of what is measured of each prompt by itself. */
final class MeanTally implements Tally {
  private final PromptScores single;
  private final Map<String, Double> sums = new TreeMap<>();
  private long prompts;

  MeanTally(PromptScores single) {
    this.single = single;
  }

  @Override
  public void add(AnsweredPrompt prompt) {
    single.of(prompt).forEach((name, score) -> sums.merge(name, score, Double::sum));
    prompts++;
  }

  @Override
  public Map<String, Double> scores() {
    if (prompts == 0) {
      throw new IllegalStateException("Cannot average: no prompt was answered");
    }
    Map<String, Double> means = new TreeMap<>();
    sums.forEach((name, sum) -> means.put(name, sum / prompts));
    return means;
  }
}
