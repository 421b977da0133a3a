package org.flanspark.tuning.command;

import org.apache.spark.sql.SparkSession;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.averaging.SparkSettings;
import org.flanspark.tuning.tracking.RunTracker;
import org.flanspark.tuning.training.ObserverFactory;

/** Who is told how a training goes. */
final class RunObservers {
  private RunObservers() {}

  /** Progress and {@code metrics.jsonl}, and beside them what was foretold. */
  static ObserverFactory of(SparkSession session, RunConfig config) {
    return (folder, data, hadoop) -> {
      int threads =
          SparkSettings.threads(
              session.sparkContext().getConf(), config.execution(), config.averaging().workers());
      TrainingForecast.leave(config, threads, folder, hadoop);
      return new RunTracker(folder, data, hadoop);
    };
  }
}
