package org.flanspark.tuning.command;

import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.flanspark.command.ConfigOptions;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.tuning.nightly.NightlyHistory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code flan nightly history}: all nights, with what became of them. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description =
        "Prints a line for each night: its outcome, its mean gain over the model in service in"
            + " points, which model is in service, and why.")
public final class NightlyHistoryCommand implements FlanCommand {
  @ParentCommand private NightlyCommand nightly = new NightlyCommand();

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Override
  public Outcome run() {
    NightlyHistory.lines(
            nightly.settings(options), SparkHadoopUtil.get().newConfiguration(new SparkConf()))
        .forEach(System.out::println);
    return Outcome.done("history printed");
  }
}
