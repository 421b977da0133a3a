package org.flanspark.tuning.metric;

import java.util.Map;
import java.util.TreeMap;

/**
 * MultiRC (Khashabi et al. 2018, section 5), as SuperGLUE reports it: every candidate answer is
 * judged by itself, true being the last option. F1a is the F1 of "true" over all candidates; exact
 * match the share of questions all of whose candidates are judged rightly. A question is a {@code
 * group}; one whose candidates are not all evaluated counts by those that are.
 */
final class MultiRcTally implements Tally {
  private final Confusion confusion = new Confusion();
  private final Map<String, Boolean> allRight = new TreeMap<>();

  @Override
  public void add(AnsweredPrompt prompt) {
    confusion.add(prompt);
    allRight.merge(prompt.question().group(), prompt.hasChosenRight(), Boolean::logicalAnd);
  }

  @Override
  public Map<String, Double> scores() {
    if (allRight.isEmpty()) {
      throw new IllegalStateException("Cannot score questions: no prompt was answered");
    }
    long right = allRight.values().stream().filter(Boolean::booleanValue).count();
    return Map.of(
        MetricNames.F1A,
        confusion.positiveF1(),
        MetricNames.EXACT_MATCH,
        (double) right / allRight.size());
  }
}
