package org.flanspark.tuning.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.ConfigOptions;
import org.flanspark.command.ExitCode;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.ConfigException;
import org.flanspark.data.prepare.Prepare;
import org.flanspark.tuning.averaging.SparkSettings;
import org.flanspark.tuning.study.Studies;
import org.flanspark.tuning.study.StudyJob;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code flan study}: runs that differ in named settings, and one report that compares them. */
@Command(
    name = "study",
    mixinStandardHelpOptions = true,
    description = {
      "Prepares, trains and evaluates the runs of a study, and compares them in study.html and"
          + " study.json.",
      "Started again it goes on where it stopped. --config names the study's file; --set and"
          + " --limit are for all of its runs."
    })
public final class StudyCommand implements FlanCommand {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--small",
      description = "The study's small form, which two cores end within an hour.")
  private boolean small;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where it keeps its runs and its report; default: studies/NAME.")
  private @Nullable String out;

  @Option(names = "--plan", description = "Prints the runs and does nothing.")
  private boolean planOnly;

  @Option(
      names = "--travelling",
      description =
          "Prints the study as one file, with all settings of its runs and the task files of this"
              + " machine in it: what a driver on another machine is given.")
  private boolean travelling;

  private @Nullable String folder;

  public static void main(String[] args) {
    CommandFrame.main(new StudyCommand(), args);
  }

  @Override
  public Outcome run() {
    Path file =
        options
            .file()
            .orElseThrow(() -> new ConfigException("Missing --config with the study's file"));
    Studies study = Studies.read(ConfigOptions.text(file, "study"), file.toString(), small);
    String target = out == null ? "studies/" + study.name() : out;
    Path base = study.base().map(file.toAbsolutePath()::resolveSibling).orElse(null);
    Studies.Planned planned = study.plan(target, settings -> options.read(base, settings));
    if (travelling) {
      Configuration hadoop = new Configuration();
      System.out.print(planned.travelling(config -> Prepare.withTaskFiles(config, hadoop)));
      return Outcome.done("study printed");
    }
    if (planOnly) {
      planned.lines().forEach(System.out::println);
      return Outcome.done("planned %s runs".formatted(planned.lines().size()));
    }
    folder = target;
    SparkConf conf = new SparkConf().setIfMissing("spark.app.name", "flan study");
    SparkSettings.oneWorkerAnExecutor(conf);
    SparkSettings.fitForSlices(conf);
    SparkSettings.check(conf);
    try (SparkSession session = SparkSession.builder().config(conf).getOrCreate()) {
      StudyJob.Result result =
          planned.job(session, config -> RunObservers.of(session, config)).run();
      System.out.println("report: " + ReportCommand.local(result.page()));
      return outcome(result);
    }
  }

  private static Outcome outcome(StudyJob.Result result) {
    if (!result.failed().isEmpty()) {
      return new Outcome(
          ExitCode.FAILED.code(),
          "failed",
          result.failed().entrySet().stream()
              .map(run -> "run %s failed: %s".formatted(run.getKey(), run.getValue()))
              .collect(Collectors.joining("; ")));
    }
    return result.done() == 0
        ? Outcome.nothingNew("all runs are done, report: " + result.page())
        : Outcome.done("%s runs done, report: %s".formatted(result.done(), result.page()));
  }

  @Override
  public Optional<org.apache.hadoop.fs.Path> outcomeFolder() {
    return Optional.ofNullable(folder).map(org.apache.hadoop.fs.Path::new);
  }
}
