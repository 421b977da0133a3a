package org.flanspark.tuning.training;

/** How a training ended. */
public enum TrainingEnd {
  /** All rounds are done, and the model is written. */
  FINISHED,
  /** With an exception; it can be resumed. */
  FAILED
}
