package org.flanspark.tuning.command;

import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.flanspark.command.ConfigOptions;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.nightly.LockedException;
import org.flanspark.tuning.nightly.Rollback;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code flan nightly rollback}: back to the model that was in service before. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description =
        "Takes the model in service back, and puts the one before it in its place; no model is"
            + " deleted. Refuses (3) where there is none before.")
public final class NightlyRollbackCommand implements FlanCommand {
  @ParentCommand private NightlyCommand nightly = new NightlyCommand();

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Override
  public Outcome run() {
    RunConfig config = nightly.settings(options);
    nightly.leaveOutcomeIn(new Path(config.nightly().folder()));
    try {
      Outcome outcome =
          Rollback.of(config, SparkHadoopUtil.get().newConfiguration(new SparkConf()));
      System.out.println(outcome.message());
      return outcome;
    } catch (LockedException e) {
      return NightlyCommand.locked(e);
    }
  }
}
