package org.flanspark.tuning.command;

import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.ConfigOptions;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.averaging.SparkSettings;
import org.flanspark.tuning.training.StartMode;
import org.flanspark.tuning.training.TrainingJob;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code flan train}: packed rows to a trained model, by parameter averaging across executors. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Trains a model on prepared data, and leaves it in the run folder.")
public final class TrainCommand implements FlanCommand {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--resume",
      description =
          "Goes on from the run folder's latest whole checkpoint; starts where there is none, and"
              + " does nothing where all is done.")
  private boolean resume;

  private @Nullable RunConfig config;

  public static void main(String[] args) {
    CommandFrame.main(new TrainCommand(), args);
  }

  @Override
  public Outcome run() {
    RunConfig read = options.read();
    config = read;
    SparkConf conf = new SparkConf().setIfMissing("spark.app.name", "flan train");
    SparkSettings.oneWorkerAnExecutor(conf);
    SparkSettings.fitForSlices(conf);
    // Before Spark starts, which says less clearly what is wrong.
    SparkSettings.check(conf);
    SparkSession session = SparkSession.builder().config(conf).getOrCreate();
    return new TrainingJob(session, read, RunObservers.of(session, read))
        .run(resume ? StartMode.RESUME : StartMode.NEW);
  }

  @Override
  public Optional<Path> outcomeFolder() {
    return Optional.ofNullable(config).map(settings -> new Path(settings.output().run()));
  }
}
