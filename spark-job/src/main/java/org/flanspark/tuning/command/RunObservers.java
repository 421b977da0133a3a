package org.flanspark.tuning.command;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.averaging.SparkSettings;
import org.flanspark.tuning.tracking.RunTracker;
import org.flanspark.tuning.tracking.RunWatcher;
import org.flanspark.tuning.tracking.mlflow.MlflowWatcher;
import org.flanspark.tuning.tracking.sparkmetrics.SparkMetricsWatcher;
import org.flanspark.tuning.tracking.tensorboard.TensorBoardWatcher;
import org.flanspark.tuning.training.ObserverFactory;
import org.flanspark.tuning.training.RunFolder;

/** Who is told how a training goes. */
final class RunObservers {
  private RunObservers() {}

  /**
   * Progress and {@code metrics.jsonl}, and beside them what was foretold; Spark's metrics,
   * TensorBoard's files, and MLflow where the environment names a server.
   */
  static ObserverFactory of(SparkSession session, RunConfig config) {
    return (folder, data, hadoop) -> {
      int threads =
          SparkSettings.threads(
              session.sparkContext().getConf(), config.execution(), config.averaging().workers());
      TrainingForecast.leave(config, threads, folder, hadoop);
      return new RunTracker(folder, data, hadoop, watchers(config, folder, hadoop));
    };
  }

  private static List<RunWatcher> watchers(
      RunConfig config, RunFolder folder, Configuration hadoop) {
    List<RunWatcher> watchers = new ArrayList<>();
    watchers.add(new SparkMetricsWatcher());
    watchers.add(new TensorBoardWatcher(folder, hadoop, Clock.systemUTC()));
    MlflowWatcher.of(System.getenv(), config, folder, hadoop).ifPresent(watchers::add);
    return watchers;
  }
}
