package org.flanspark.tuning.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.ConfigOptions;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.averaging.SparkSettings;
import org.flanspark.tuning.evaluation.EvaluationJob;
import org.flanspark.tuning.evaluation.EvaluationResults;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code flan evaluate}: a run's model and the untuned one on the evaluation shards. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description =
        "Scores a run's model, and the one that it started from, and leaves predictions and"
            + " results in the run folder.")
public final class EvaluateCommand implements FlanCommand {
  @Mixin private ConfigOptions options = new ConfigOptions();

  private @Nullable RunConfig config;

  public static void main(String[] args) {
    CommandFrame.main(new EvaluateCommand(), args);
  }

  @Override
  public Outcome run() {
    RunConfig read = options.read();
    config = read;
    SparkConf conf = new SparkConf().setIfMissing("spark.app.name", "flan evaluate");
    SparkSettings.oneWorkerAnExecutor(conf);
    try (SparkSession session = SparkSession.builder().config(conf).getOrCreate()) {
      EvaluationResults results = EvaluationJob.of(session, read).run();
      return Outcome.done(summary(results));
    }
  }

  private static String summary(EvaluationResults results) {
    List<String> models =
        results.models().stream()
            .map(model -> "%s prompts by the %s model".formatted(model.prompts(), model.role()))
            .collect(Collectors.toList());
    return "evaluated %s tasks: %s".formatted(results.tasks().size(), String.join(", ", models));
  }

  @Override
  public Optional<Path> outcomeFolder() {
    return Optional.ofNullable(config).map(settings -> new Path(settings.output().run()));
  }
}
