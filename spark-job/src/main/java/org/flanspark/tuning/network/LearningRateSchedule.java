package org.flanspark.tuning.network;

import java.util.Objects;
import org.flanspark.config.Schedule;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The learning rate of each update.
 *
 * <pre>
 * rate 1, warm-up 2, linear, total 6
 * iteration   0    1    2    3     4    5     6
 * rate      0.5    1    1  0.75  0.5  0.25    0
 * </pre>
 */
public final class LearningRateSchedule implements ISchedule {
  private static final long serialVersionUID = 1L;

  @JsonProperty private final double rate;
  @JsonProperty private final Schedule schedule;
  @JsonProperty private final int warmUpSteps;
  @JsonProperty private final int totalSteps;

  /** All of a schedule's values, as DL4J's JSON holds them. */
  @JsonCreator
  LearningRateSchedule(
      @JsonProperty("rate") double rate,
      @JsonProperty("schedule") Schedule schedule,
      @JsonProperty("warmUpSteps") int warmUpSteps,
      @JsonProperty("totalSteps") int totalSteps) {
    this.rate = rate;
    this.schedule = schedule;
    this.warmUpSteps = warmUpSteps;
    this.totalSteps = totalSteps;
  }

  static LearningRateSchedule of(NetworkSettings settings) {
    return new LearningRateSchedule(
        settings.learningRate(),
        settings.schedule(),
        settings.warmUpSteps(),
        settings.totalSteps());
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    if (iteration < warmUpSteps) {
      return rate * (iteration + 1) / warmUpSteps;
    }
    return rate
        * switch (schedule) {
          case CONSTANT -> 1;
          case LINEAR -> left(iteration);
          case COSINE -> (1 - Math.cos(Math.PI * left(iteration))) / 2;
        };
  }

  /** The share of the steps after the warm-up that is still to come. */
  private double left(int iteration) {
    int falling = Math.max(1, totalSteps - warmUpSteps);
    return Math.max(0, Math.min(1, (totalSteps - iteration) / (double) falling));
  }

  @Override
  public ISchedule clone() {
    return new LearningRateSchedule(rate, schedule, warmUpSteps, totalSteps);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LearningRateSchedule that
        && rate == that.rate
        && schedule == that.schedule
        && warmUpSteps == that.warmUpSteps
        && totalSteps == that.totalSteps;
  }

  @Override
  public int hashCode() {
    return Objects.hash(rate, schedule, warmUpSteps, totalSteps);
  }
}
