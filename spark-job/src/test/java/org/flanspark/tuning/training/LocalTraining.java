package org.flanspark.tuning.training;

import org.apache.spark.sql.SparkSession;
import org.flanspark.command.Outcome;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.tracking.RunTracker;

/** A session of two threads, shared by the tests of a JVM. */
final class LocalTraining {
  private LocalTraining() {}

  static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("training tests")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.log.level", "WARN")
        .getOrCreate();
  }

  static Outcome train(RunConfig config, StartMode mode) {
    return new TrainingJob(session(), config, RunTracker::new).run(mode);
  }
}
