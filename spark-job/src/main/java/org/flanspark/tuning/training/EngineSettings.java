package org.flanspark.tuning.training;

import org.flanspark.config.ModelConfig;
import org.flanspark.config.RunConfig;
import org.flanspark.config.TrainingConfig;
import org.flanspark.tuning.ledger.Pace;
import org.flanspark.tuning.model.ActivationMemory;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ModelShapeBuilder;
import org.flanspark.tuning.network.ComputeSettings;
import org.flanspark.tuning.network.NetworkSettings;

/** A configuration as the engine takes it. */
public final class EngineSettings {
  private EngineSettings() {}

  /**
   * The architecture of a model that starts from random weights.
   *
   * @param vocabulary the tokenizer's ids
   */
  public static ModelShape shape(ModelConfig model, int vocabulary) {
    ModelShapeBuilder shape =
        ModelShape.of(
                model.family().modelType(),
                model.layers(),
                model.width(),
                model.heads(),
                model.context(),
                vocabulary)
            .tiedEmbeddings(model.tiedEmbeddings());
    if (model.keyValueHeads() != null) {
      shape.keyValueHeads(model.keyValueHeads());
    }
    if (model.feedForwardWidth() != null) {
      shape.feedForwardWidth(model.feedForwardWidth());
    }
    return shape.build();
  }

  /**
   * How a network learns.
   *
   * @param totalSteps updates of the whole run
   */
  public static NetworkSettings learning(TrainingConfig training, int totalSteps) {
    return new NetworkSettings(
        training.optimizer(),
        training.learningRate(),
        training.schedule(),
        training.warmUpSteps(),
        totalSteps,
        training.weightDecay(),
        training.beta1(),
        training.beta2(),
        training.epsilon(),
        training.clipNorm());
  }

  /** How many rows are taken at a time, and when it is enough. */
  public static Pace pace(RunConfig config) {
    return new Pace(
        config.averaging().workers(),
        config.training().batchRows(),
        config.averaging().localSteps(),
        config.training().passes(),
        config.training().maxSteps());
  }

  /**
   * What a worker computes with.
   *
   * @param threads of each worker
   */
  public static ComputeSettings compute(RunConfig config, int threads) {
    TrainingConfig training = config.training();
    return new ComputeSettings(
        config.execution().backend(),
        threads,
        training.accumulate(),
        training.recomputeActivations() ? ActivationMemory.RECOMPUTED : ActivationMemory.KEPT);
  }
}
