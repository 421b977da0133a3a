package org.flanspark.tuning.command;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.ConfigOptions;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.ConfigReference;
import org.flanspark.data.prepare.Prepare;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code flan config}: prints the configuration's page, or a run's own, or checks a file. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Prints the configuration's reference, or checks a file, or prints it whole.")
public final class ConfigCommand implements FlanCommand {
  @ArgGroup(multiplicity = "1")
  private Question question = new Question();

  @Mixin private ConfigOptions options = new ConfigOptions();

  /** What is asked: exactly one of these. */
  private static final class Question {
    @Option(
        names = "--reference",
        description = "Prints every section and key with its default and unit, as a valid file.")
    private boolean reference;

    @Option(
        names = "--check",
        paramLabel = "FILE",
        description = "Reports every problem of the file at once (exit code 2).")
    private @Nullable Path check;

    @Option(
        names = "--effective",
        description =
            "Prints every key with the value that --config and the other options give it, as a run"
                + " saves it.")
    private boolean effective;

    @Option(
        names = "--travelling",
        description =
            "As --effective, with the task files of this machine in it: what a driver on another"
                + " machine is given.")
    private boolean travelling;
  }

  public static void main(String[] args) {
    CommandFrame.main(new ConfigCommand(), args);
  }

  @Override
  public Outcome run() {
    if (question.reference) {
      System.out.print(ConfigReference.yaml());
      return Outcome.done("reference printed");
    }
    if (question.effective) {
      System.out.print(options.read().toYaml());
      return Outcome.done("settings printed");
    }
    if (question.travelling) {
      System.out.print(Prepare.withTaskFiles(options.read(), new Configuration()).toYaml());
      return Outcome.done("settings printed");
    }
    options.read(question.check);
    System.out.println(question.check + ": no problem found");
    return Outcome.done("checked");
  }
}
