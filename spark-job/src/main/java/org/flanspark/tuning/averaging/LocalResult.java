package org.flanspark.tuning.averaging;

import java.io.Serializable;
import org.deeplearning4j.spark.api.TrainingResult;
import org.deeplearning4j.spark.api.stats.SparkTrainingStats;

/**
 * What a worker's steps measured, as DL4J passes it on; what they changed stays in the network.
 *
 * @param measured of each step
 */
record LocalResult(WorkerResult measured) implements TrainingResult, Serializable {
  @Override
  public void setStats(SparkTrainingStats stats) {
    throw new UnsupportedOperationException("Cannot take DL4J's statistics: rounds have their own");
  }
}
