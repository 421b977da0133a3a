package org.flanspark.config;

/** Who averages the workers' parameters. */
public enum AveragingMaster {
  /** Ours: slices that executors reduce, workers that live on between rounds. */
  FLANSPARK,
  /** DL4J's own ParameterAveragingTrainingMaster, the baseline to measure against. */
  DL4J
}
