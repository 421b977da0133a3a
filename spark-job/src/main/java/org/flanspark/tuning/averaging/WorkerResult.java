package org.flanspark.tuning.averaging;

import java.io.Serializable;
import java.util.List;
import org.flanspark.tuning.model.StepStatistics;

/**
 * What one worker did in one round.
 *
 * @param worker its number, from 0
 * @param steps one for each of its updates, in order
 * @param seconds from its parameters being in place to its last update
 */
public record WorkerResult(int worker, List<StepStatistics> steps, double seconds)
    implements Serializable {
  public WorkerResult {
    steps = List.copyOf(steps);
  }

  /** Whether every loss and every gradient was a number that a float can hold. */
  public boolean isFinite() {
    return steps.stream().allMatch(StepStatistics::isFinite);
  }

  /** Counted tokens of all updates. */
  public long countedTokens() {
    return steps.stream().mapToLong(StepStatistics::countedTokens).sum();
  }
}
