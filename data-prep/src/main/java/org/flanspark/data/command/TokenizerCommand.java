package org.flanspark.data.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.ConfigOptions;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.ConfigException;
import org.flanspark.config.RunConfig;
import org.flanspark.data.prepare.TrainTokenizer;
import org.flanspark.data.token.TokenizerFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code flan tokenizer}: a byte-level BPE tokenizer of the mixture's own training texts. */
@Command(
    name = "tokenizer",
    mixinStandardHelpOptions = true,
    description = "Trains a byte-level BPE tokenizer on the mixture's training texts.")
public final class TokenizerCommand implements FlanCommand {
  private static final Logger LOG = LoggerFactory.getLogger(TokenizerCommand.class);

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(names = "--force", description = "Replaces a tokenizer that differs.")
  private boolean force;

  public static void main(String[] args) {
    CommandFrame.main(new TokenizerCommand(), args);
  }

  @Override
  public Outcome run() {
    RunConfig config = options.read();
    LOG.info("Effective settings:\n{}", config.toYaml());
    SparkSession session = SparkSession.builder().getOrCreate();
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    TokenizerFiles trained = TrainTokenizer.run(session, config);
    Path file = file(new Path(config.tokenizer().file()), hadoop);
    Optional<TokenizerFiles> there = there(file, hadoop);
    if (there.filter(trained::equals).isPresent()) {
      return Outcome.nothingNew("%s is the tokenizer of this mixture".formatted(file));
    }
    if (there.isPresent() && !force) {
      throw new ConfigException(
          "Cannot write tokenizer.file: %s is another tokenizer; --force replaces it, and what was prepared or trained with it no longer fits"
              .formatted(file));
    }
    trained.writeAs(file, hadoop);
    return Outcome.done("tokenizer in " + file);
  }

  private static Path file(Path location, Configuration hadoop) {
    try {
      FileSystem files = location.getFileSystem(hadoop);
      return files.exists(location) && files.getFileStatus(location).isDirectory()
          ? new Path(location, TokenizerFiles.TOKENIZER_FILE)
          : location;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + location + ": " + e.getMessage(), e);
    }
  }

  private static Optional<TokenizerFiles> there(Path file, Configuration hadoop) {
    try {
      return file.getFileSystem(hadoop).exists(file)
          ? Optional.of(TokenizerFiles.read(file, hadoop))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
