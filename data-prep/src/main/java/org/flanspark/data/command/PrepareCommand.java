package org.flanspark.data.command;

import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.ConfigOptions;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.RunConfig;
import org.flanspark.data.prepare.Prepare;
import org.flanspark.data.prepare.PrepareResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code flan prepare}: raw records to packed rows and evaluation prompts. */
@Command(
    name = "prepare",
    mixinStandardHelpOptions = true,
    description = "Prepares the tasks of the mixture: packed rows, evaluation prompts, manifest.")
public final class PrepareCommand implements FlanCommand {
  private static final Logger LOG = LoggerFactory.getLogger(PrepareCommand.class);

  @Mixin private ConfigOptions options = new ConfigOptions();

  private @Nullable Path folder;

  public static void main(String[] args) {
    CommandFrame.main(new PrepareCommand(), args);
  }

  @Override
  public Outcome run() {
    RunConfig config = options.read();
    folder = new Path(config.output().prepared());
    LOG.info("Effective settings:\n{}", config.toYaml());
    PrepareResult result = Prepare.prepare(SparkSession.builder().getOrCreate(), config);
    return result.isNew()
        ? Outcome.done("prepared data in " + folder)
        : Outcome.nothingNew(
            "%s was prepared from the same inputs by the same settings".formatted(folder));
  }

  @Override
  public Optional<Path> outcomeFolder() {
    return Optional.ofNullable(folder);
  }
}
