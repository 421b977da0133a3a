package org.flanspark.tuning.nightly;

import java.time.LocalDate;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.flanspark.command.Outcome;
import org.flanspark.config.ConfigException;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.training.ObserverFactory;

/**
 * One night: prepares, trains, evaluates, compares, and promotes or refuses. Begun again for the
 * same date it goes on where it stopped; once it was decided upon it stays so.
 */
public final class NightlyJob {
  private final SparkSession spark;
  private final Configuration hadoop;
  private final RunConfig config;
  private final String night;
  private final Function<RunConfig, ObserverFactory> observers;
  private final PhaseListener listener;

  /**
   * A night.
   *
   * @param config whose {@code output.run} is not used: each night has its own
   * @param observers are told how training goes
   * @param listener is told how the night goes
   */
  public NightlyJob(
      SparkSession spark,
      RunConfig config,
      LocalDate date,
      Function<RunConfig, ObserverFactory> observers,
      PhaseListener listener) {
    this.spark = spark;
    this.hadoop = spark.sparkContext().hadoopConfiguration();
    this.config = config;
    this.night = date.toString();
    this.observers = observers;
    this.listener = listener;
  }

  /**
   * How a night ended.
   *
   * @param outcome promoted, refused or nothing-new
   * @param summary for people
   */
  public record Ended(Outcome outcome, String summary) {}

  /**
   * Does what is left of it.
   *
   * @throws LockedException where another night is at work
   * @throws ConfigException where the configuration is wrong
   * @throws org.flanspark.data.shard.DataException where the data is wrong
   */
  public Ended run() {
    if (!config.evaluation().splits().contains(PreparedFolder.TEST)) {
      throw new ConfigException(
          "Invalid evaluation.splits: %s, expected test among them, by which nights are compared"
              .formatted(config.evaluation().splits()));
    }
    NightlyFolder folder = NightlyFolder.of(config, hadoop);
    try (NightlyLock lock =
        NightlyLock.take(folder.path(), "night " + night, config.nightly().onLock(), hadoop)) {
      FreeSpace.require(folder.path(), config.nightly().minimumFreeBytes(), hadoop);
      return new NightRun(spark, config, night, folder, lock, observers, listener).run();
    }
  }

  /** The folder of a night's run. */
  public static Path runFolder(RunConfig config, LocalDate date) {
    return new Path(new Path(config.nightly().folder(), Nights.FOLDER), date.toString());
  }
}
