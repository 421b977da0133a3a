package org.flanspark.tuning.command;

import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.ConfigOptions;
import org.flanspark.command.ExitCode;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.averaging.SparkSettings;
import org.flanspark.tuning.nightly.LockedException;
import org.flanspark.tuning.nightly.NightlyJob;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code flan nightly}: a training that nobody has to watch. */
@Command(
    name = "nightly",
    mixinStandardHelpOptions = true,
    description = {
      "Prepares what changed, trains, evaluates, compares with the model in service on the same"
          + " prompts, and promotes the new one only if it is not worse (nightly.gate-*).",
      "Begun again with the same --date it goes on where it stopped. Exit codes: 0 promoted or"
          + " nothing new, 4 refused by the gate, 1 failed, or locked by another night (the outcome"
          + " says which), 2 the configuration is wrong, 3 the data is wrong."
    },
    subcommands = {NightlyRollbackCommand.class, NightlyHistoryCommand.class})
public final class NightlyCommand implements FlanCommand {
  private static final Logger LOG = LoggerFactory.getLogger(NightlyCommand.class);

  @Mixin private ConfigOptions options = new ConfigOptions();

  private @Nullable Path outcomeFolder;

  public static void main(String[] args) {
    CommandFrame.main(new NightlyCommand(), args);
  }

  @Override
  public Outcome run() {
    RunConfig config = options.read();
    outcomeFolder = NightlyJob.runFolder(config, options.date());
    SparkConf conf = new SparkConf().setIfMissing("spark.app.name", "flan nightly");
    SparkSettings.oneWorkerAnExecutor(conf);
    SparkSettings.fitForSlices(conf);
    SparkSettings.check(conf);
    try (SparkSession session = SparkSession.builder().config(conf).getOrCreate()) {
      NightlyJob.Ended ended =
          new NightlyJob(
                  session,
                  config,
                  options.date(),
                  settings -> RunObservers.of(session, settings),
                  (night, phase) -> LOG.info("Night {}: {}", night, phase.label()))
              .run();
      System.out.print(ended.summary());
      return ended.outcome();
    } catch (LockedException e) {
      // The other night's own outcome goes into its run's folder.
      outcomeFolder = new Path(config.nightly().folder());
      return locked(e);
    }
  }

  /** A subcommand's settings, whether its options stand before its name or behind it. */
  RunConfig settings(ConfigOptions ofSubcommand) {
    return (ofSubcommand.file().isPresent() ? ofSubcommand : options).read();
  }

  /** For a subcommand: the outcome is asked of the command itself. */
  void leaveOutcomeIn(Path folder) {
    outcomeFolder = folder;
  }

  static Outcome locked(LockedException e) {
    return new Outcome(ExitCode.FAILED.code(), "locked", String.valueOf(e.getMessage()));
  }

  @Override
  public Optional<Path> outcomeFolder() {
    return Optional.ofNullable(outcomeFolder);
  }
}
