package org.flanspark.command;

import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * The work of one command; {@link CommandFrame} runs it. Implementations carry picocli's options;
 * subcommands are commands of this kind too.
 */
public interface FlanCommand {
  /**
   * Does the work.
   *
   * @throws org.flanspark.config.ConfigException where the configuration is wrong
   * @throws org.flanspark.data.shard.DataException where the data is wrong
   */
  Outcome run();

  /** Where {@code outcome.json} goes, once it is known; nothing for commands that leave none. */
  default Optional<Path> outcomeFolder() {
    return Optional.empty();
  }
}
