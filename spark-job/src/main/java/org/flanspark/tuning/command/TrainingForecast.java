package org.flanspark.tuning.command;

import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.plan.Forecast;
import org.flanspark.tuning.plan.PlannedRun;
import org.flanspark.tuning.plan.Rates;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.flanspark.tuning.training.RunFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leaves {@code plan.json} in the folder of a training that starts. */
final class TrainingForecast {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingForecast.class);

  private TrainingForecast() {}

  /**
   * Foretells the run and writes it down. A run that goes on keeps what was foretold of it before
   * it began; one of which nothing can be foretold is trained all the same, and the log says why.
   *
   * @param threads of each worker
   */
  static void leave(RunConfig config, int threads, RunFolder folder, Configuration hadoop) {
    try {
      if (RoundMetrics.read(folder, hadoop).isEmpty()) {
        PlannedRun run = PlannedRun.of(config, hadoop);
        Rates rates = Rates.assumed(run.shape(), threads);
        Forecast.of(config, run, threads, rates).plan().write(folder, hadoop);
      }
    } catch (RuntimeException e) {
      LOG.warn("No plan in {}: {}", folder.path(), e.toString());
    }
  }
}
