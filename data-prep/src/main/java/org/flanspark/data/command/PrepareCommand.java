package org.flanspark.data.command;

import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.ConfigOptions;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.RunConfig;
import org.flanspark.data.prepare.ExampleSearch;
import org.flanspark.data.prepare.ManifestComparison;
import org.flanspark.data.prepare.Prepare;
import org.flanspark.data.prepare.PrepareResult;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.ManifestFile;
import org.flanspark.data.shard.PreparedFolder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code flan prepare}: raw records to packed rows and evaluation prompts. */
@Command(
    name = "prepare",
    mixinStandardHelpOptions = true,
    description = "Prepares the tasks of the mixture: packed rows, evaluation prompts, manifest.")
public final class PrepareCommand implements FlanCommand {
  private static final Logger LOG = LoggerFactory.getLogger(PrepareCommand.class);

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--compare-with",
      paramLabel = "DIR",
      description = {
        "An earlier preparation: prints rows, shares, lengths and what was left out beside its, and",
        "fails where a task has less than quality.min-rows-share-of-last of its rows."
      })
  private @Nullable String compareWith;

  @Option(
      names = "--explain",
      paramLabel = "EXAMPLE_ID",
      description = {
        "Prepares nothing, but shows one example of what was prepared at every station, with its",
        "tokens; those that count in the loss stand between brackets."
      })
  private @Nullable String explain;

  private @Nullable Path folder;

  public static void main(String[] args) {
    CommandFrame.main(new PrepareCommand(), args);
  }

  @Override
  public Outcome run() {
    RunConfig config = options.read();
    SparkSession session = SparkSession.builder().getOrCreate();
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    if (explain != null) {
      new ExampleSearch(
              new PreparedFolder(config.output().prepared()),
              config.tokenizer().endOfSequence(),
              hadoop,
              System.out::println)
          .explain(explain);
      return Outcome.done("explained " + explain);
    }
    folder = new Path(config.output().prepared());
    LOG.info("Effective settings:\n{}", config.toYaml());
    // Read before anything is written: it may be the folder that is prepared anew.
    Optional<Manifest> last =
        Optional.ofNullable(compareWith)
            .map(other -> ManifestFile.read(new PreparedFolder(other), hadoop));
    PrepareResult result = Prepare.prepare(session, config, last);
    last.ifPresent(
        manifest ->
            new ManifestComparison(manifest, result.manifest())
                .lines()
                .forEach(System.out::println));
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
