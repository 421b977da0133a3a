package org.flanspark.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.ConfigException;
import org.flanspark.config.PlainSecrets;
import org.flanspark.data.shard.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Runs a command from its arguments to its exit code: prints what went wrong in one place, writes
 * {@code outcome.json}, and leaves the process as the place of the run needs it.
 */
public final class CommandFrame {
  /** The file that says how the last command in a folder ended. */
  public static final String OUTCOME_FILE = "outcome.json";

  private static final String HADOOP_PREFIX = "spark.hadoop.";

  private static final Logger LOG = LoggerFactory.getLogger(CommandFrame.class);

  private CommandFrame() {}

  /**
   * The whole of a command's {@code main}. On the submitting machine the process ends with the exit
   * code; a driver in a cluster throws instead, since calling {@code exit} there hides the cause.
   */
  public static void main(FlanCommand command, String[] args) {
    Outcome outcome = execute(command, args);
    if ("cluster".equals(System.getProperty("spark.submit.deployMode"))) {
      SubmittedOutcome.ofThisDriver().ifPresent(file -> file.leave(outcome));
      if (outcome.code() != ExitCode.DONE.code()) {
        throw new IllegalStateException(outcome.message());
      }
      return;
    }
    System.exit(outcome.code());
  }

  /** Parses, runs and reports; throws nothing. */
  public static Outcome execute(FlanCommand command, String... args) {
    Outcome outcome = run(command, args);
    if (outcome.code() != ExitCode.DONE.code()) {
      System.err.println("error: " + outcome.message());
    }
    command.outcomeFolder().ifPresent(folder -> write(outcome, folder));
    return outcome;
  }

  private static Outcome run(FlanCommand command, String[] args) {
    try {
      // First of all: what is said of arguments that are wrong besides would repeat the secret.
      PlainSecrets.checkArguments(args);
      CommandLine line =
          new CommandLine(command)
              .registerConverter(LocalDate.class, LocalDate::parse)
              .setCaseInsensitiveEnumValuesAllowed(true);
      CommandLine asked = innermost(line.parseArgs(args));
      if (asked.isUsageHelpRequested()) {
        asked.usage(System.out);
        return Outcome.done("help printed");
      }
      return asked.<FlanCommand>getCommand().run();
    } catch (ParameterException e) {
      return failure(ExitCode.CONFIGURATION, e.getMessage() + "; --help lists the options");
    } catch (Throwable e) {
      // Spark throws checked exceptions that its Scala methods do not declare, and a class that is
      // missing on a cluster is an Error: neither may end without a word and an outcome.
      return failure(e);
    }
  }

  /** The subcommand that the arguments name, or the command itself. */
  private static CommandLine innermost(CommandLine.ParseResult parsed) {
    List<CommandLine> named = parsed.asCommandLineList();
    return named.get(named.size() - 1);
  }

  /** A cause that says who must act counts, however deep Spark has wrapped it. */
  private static Outcome failure(Throwable exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConfigException) {
        return failure(ExitCode.CONFIGURATION, String.valueOf(cause.getMessage()));
      }
      if (cause instanceof DataException) {
        return failure(ExitCode.DATA, String.valueOf(cause.getMessage()));
      }
    }
    LOG.error("The command failed", exception);
    return failure(ExitCode.FAILED, reason(exception));
  }

  /** A file that cannot be read or written says so itself, below what Spark says around it. */
  private static String reason(Throwable exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof UncheckedIOException && cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    return exception.toString();
  }

  private static Outcome failure(ExitCode code, String message) {
    return new Outcome(code.code(), "failed", message);
  }

  private static void write(Outcome outcome, Path folder) {
    Path file = new Path(folder, OUTCOME_FILE);
    try {
      outcome.write(file, hadoop());
    } catch (IOException e) {
      LOG.warn("Cannot write {}: {}", file, e.toString());
    }
  }

  /**
   * Spark hands its {@code spark.hadoop.*} to the driver as properties; the session may be gone.
   */
  static Configuration hadoop() {
    Configuration hadoop = new Configuration();
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith(HADOOP_PREFIX)) {
        hadoop.set(name.substring(HADOOP_PREFIX.length()), System.getProperty(name));
      }
    }
    return hadoop;
  }
}
