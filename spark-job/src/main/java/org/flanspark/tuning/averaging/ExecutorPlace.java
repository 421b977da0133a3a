package org.flanspark.tuning.averaging;

import java.io.Serializable;
import org.apache.spark.SparkEnv;

/**
 * An executor.
 *
 * @param host as the executor calls itself
 * @param executor its id
 */
record ExecutorPlace(String host, String executor) implements Serializable {
  /** The one that this task runs in. */
  static ExecutorPlace current() {
    SparkEnv spark = SparkEnv.get();
    return new ExecutorPlace(spark.blockManager().blockManagerId().host(), spark.executorId());
  }

  /** As Spark's scheduler takes the wish to run there (org.apache.spark.scheduler.TaskLocation). */
  String preference() {
    return "executor_" + host + "_" + executor;
  }
}
