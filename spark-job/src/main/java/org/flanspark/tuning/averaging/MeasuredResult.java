package org.flanspark.tuning.averaging;

import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;

/** A worker's parameters and updater state, with what its steps measured. */
final class MeasuredResult extends ParameterAveragingTrainingResult {
  private static final long serialVersionUID = 1L;

  private final WorkerResult measured;

  MeasuredResult(ParameterAveragingTrainingResult result, WorkerResult measured) {
    super(result.getParameters(), result.getUpdaterState(), result.getScore(), null, null, null);
    this.measured = measured;
  }

  WorkerResult measured() {
    return measured;
  }
}
