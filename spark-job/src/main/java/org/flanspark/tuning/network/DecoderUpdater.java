package org.flanspark.tuning.network;

import java.util.Map;
import java.util.Objects;
import org.flanspark.config.Optimizer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * How a decoder's parameters are updated, as DL4J's configuration holds it in its JSON. DL4J's
 * updaters see neither parameters nor their shapes: it is the layer of a network that makes an
 * updater of this, by {@link LayerUpdater}.
 */
public class DecoderUpdater implements IUpdater {
  private static final long serialVersionUID = 1L;

  @JsonProperty private final Optimizer optimizer;
  @JsonProperty private final LearningRateSchedule schedule;
  @JsonProperty private final double weightDecay;
  @JsonProperty private final double beta1;
  @JsonProperty private final double beta2;
  @JsonProperty private final double epsilon;

  /** All values, as DL4J's JSON holds them. */
  @JsonCreator
  DecoderUpdater(
      @JsonProperty("optimizer") Optimizer optimizer,
      @JsonProperty("schedule") LearningRateSchedule schedule,
      @JsonProperty("weightDecay") double weightDecay,
      @JsonProperty("beta1") double beta1,
      @JsonProperty("beta2") double beta2,
      @JsonProperty("epsilon") double epsilon) {
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.weightDecay = weightDecay;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  static DecoderUpdater of(NetworkSettings settings) {
    return new DecoderUpdater(
        settings.optimizer(),
        LearningRateSchedule.of(settings),
        settings.weightDecay(),
        settings.beta1(),
        settings.beta2(),
        settings.epsilon());
  }

  /** The same settings. */
  DecoderUpdater(DecoderUpdater other) {
    this(
        other.optimizer,
        other.schedule,
        other.weightDecay,
        other.beta1,
        other.beta2,
        other.epsilon);
  }

  UpdateRule rule() {
    return switch (optimizer) {
      case ADAMW -> new AdamW(beta1, beta2, epsilon, weightDecay);
      case ADAFACTOR -> new Adafactor(weightDecay);
    };
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return schedule.valueAt(iteration, epoch);
  }

  @Override
  public boolean hasLearningRate() {
    return true;
  }

  @Override
  public void setLrAndSchedule(double rate, ISchedule other) {
    throw new UnsupportedOperationException(
        "Cannot change the learning rate of a network: make one of other settings");
  }

  @Override
  public long stateSize(long parameters) {
    throw withoutLayer();
  }

  @Override
  public GradientUpdater<?> instantiate(INDArray state, boolean initialize) {
    throw withoutLayer();
  }

  @Override
  public GradientUpdater<?> instantiate(Map<String, INDArray> state, boolean initialize) {
    throw withoutLayer();
  }

  private static IllegalStateException withoutLayer() {
    return new IllegalStateException(
        "Cannot update without the layer whose parameters they are: ask the layer of a network for"
            + " its updater");
  }

  /** Itself: nothing in it changes. */
  @Override
  public IUpdater clone() {
    return this;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DecoderUpdater that
        && getClass() == that.getClass()
        && schedule.equals(that.schedule)
        && rule().equals(that.rule());
  }

  @Override
  public int hashCode() {
    return Objects.hash(schedule, rule());
  }
}
