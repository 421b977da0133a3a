package org.flanspark.data.command;

import org.flanspark.command.CommandFrame;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.ConfigException;
import picocli.CommandLine.Command;

/** {@code flan tasks}: what there is to train on, and help with a task of one's own. */
@Command(
    name = "tasks",
    mixinStandardHelpOptions = true,
    description = "Lists, checks, shows and drafts task files, and lists the shipped mixtures.",
    subcommands = {
      TasksListCommand.class,
      TasksCheckCommand.class,
      TasksPreviewCommand.class,
      TasksNewCommand.class,
      TasksMixturesCommand.class
    })
public final class TasksCommand implements FlanCommand {
  public static void main(String[] args) {
    CommandFrame.main(new TasksCommand(), args);
  }

  @Override
  public Outcome run() {
    throw new ConfigException(
        "Missing what to do with tasks: expected tasks list, check, preview, new or mixtures");
  }
}
