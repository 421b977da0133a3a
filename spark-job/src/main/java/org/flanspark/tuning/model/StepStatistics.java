package org.flanspark.tuning.model;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one pass over a batch measured.
 *
 * @param lossSum over the counted tokens, in nats
 * @param countedTokens how many tokens the loss sums over
 * @param tokens all of the batch but padding
 * @param gradientNorm of the mean loss, before clipping; 0 where no gradient was asked for
 * @param byTask the same for each task index
 */
public record StepStatistics(
    double lossSum,
    long countedTokens,
    long tokens,
    double gradientNorm,
    Map<Integer, TaskLoss> byTask)
    implements Serializable {

  public StepStatistics {
    byTask = Collections.unmodifiableMap(new TreeMap<>(byTask));
  }

  /**
   * The loss of one task's tokens.
   *
   * @param lossSum over its counted tokens, in nats
   */
  public record TaskLoss(double lossSum, long countedTokens) implements Serializable {
    public TaskLoss plus(TaskLoss other) {
      return new TaskLoss(lossSum + other.lossSum, countedTokens + other.countedTokens);
    }
  }

  /** Nothing measured: what {@link #plus} starts from. */
  public static StepStatistics none() {
    return new StepStatistics(0, 0, 0, 0, Map.of());
  }

  /** The mean loss of a counted token; 0 where there is none. */
  public double meanLoss() {
    return countedTokens == 0 ? 0 : lossSum / countedTokens;
  }

  /** Whether loss and gradient are numbers that a float can hold. */
  public boolean isFinite() {
    return Double.isFinite(lossSum + gradientNorm);
  }

  /** Both taken together; the gradient norm is the larger of the two. */
  public StepStatistics plus(StepStatistics other) {
    Map<Integer, TaskLoss> both = new TreeMap<>(byTask);
    other.byTask.forEach((task, loss) -> both.merge(task, loss, TaskLoss::plus));
    return new StepStatistics(
        lossSum + other.lossSum,
        countedTokens + other.countedTokens,
        tokens + other.tokens,
        Math.max(gradientNorm, other.gradientNorm),
        both);
  }

  StepStatistics withGradientNorm(double norm) {
    return new StepStatistics(lossSum, countedTokens, tokens, norm, byTask);
  }
}
