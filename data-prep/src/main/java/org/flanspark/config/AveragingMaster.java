package org.flanspark.config;

/** Who averages the workers' parameters. */
public enum AveragingMaster {
  /** DL4J's own ParameterAveragingTrainingMaster. */
  DL4J
}
