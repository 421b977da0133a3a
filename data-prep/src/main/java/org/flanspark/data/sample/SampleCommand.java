package org.flanspark.data.sample;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the records of the shipped sample. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    description = "Writes the records of the shipped sample, <task>/<split>.jsonl, into a folder.")
public final class SampleCommand implements FlanCommand {
  private static final Logger LOG = LoggerFactory.getLogger(SampleCommand.class);

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder; a run names it as data.root.")
  private String out = "";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Another seed gives another sample; default: ${DEFAULT-VALUE}.")
  private long seed = SampleGenerator.DEFAULT_SEED;

  public static void main(String[] args) {
    CommandFrame.main(new SampleCommand(), args);
  }

  @Override
  public Outcome run() {
    long records = new SampleGenerator(seed).write(folder(), new Configuration());
    String message =
        "%s records of %s tasks in %s".formatted(records, SampleGenerator.taskNames().size(), out);
    LOG.info("{}; use it with --set data.root={}", message, out);
    return Outcome.done(message);
  }

  private Path folder() {
    try {
      return new Path(out);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("Invalid --out: '%s', expected a folder".formatted(out));
    }
  }
}
