package org.flanspark.tuning.command;

import java.time.Duration;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.ConfigOptions;
import org.flanspark.command.ExitCode;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.ConfigException;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.averaging.SparkSettings;
import org.flanspark.tuning.doctor.DoctorJob;
import org.flanspark.tuning.doctor.DoctorTable;
import org.flanspark.tuning.doctor.Finding;
import org.flanspark.tuning.doctor.Report;
import org.flanspark.tuning.doctor.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code flan doctor}: whether the place where a run will run is fit for it. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Looks at the driver and at every executor for what a run needs, and prints a table with the"
          + " remedy on each line that fails: settings, Java, Spark, vectors, ND4J, GPU, tokenizer,"
          + " memory, threads, and the file system of output.run.",
      "Leaves nothing there. Ends with 0 where nothing fails, with 1 otherwise; in cluster mode the"
          + " table is in the driver's log."
    })
public final class DoctorCommand implements FlanCommand {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long executors may take to come and to answer; default: 60.")
  private int seconds = 60;

  public static void main(String[] args) {
    CommandFrame.main(new DoctorCommand(), args);
  }

  @Override
  public Outcome run() {
    RunConfig config = options.read();
    if (seconds < 1) {
      throw new ConfigException("Invalid --seconds: %s, expected at least 1".formatted(seconds));
    }
    try (SparkSession session = SparkSession.builder().config(settings()).getOrCreate()) {
      List<Report> reports =
          new DoctorJob(session, config.output().run(), Duration.ofSeconds(seconds)).run();
      System.out.print(DoctorTable.of(reports).text());
      return outcome(reports);
    }
  }

  /** An executor that a check ends is seen at the first task, not after a profile's twenty. */
  private static SparkConf settings() {
    SparkConf conf = new SparkConf().setIfMissing("spark.app.name", "flan doctor");
    SparkSettings.oneWorkerAnExecutor(conf);
    return conf.set("spark.task.maxFailures", "1").set("spark.locality.wait", "0");
  }

  static Outcome outcome(List<Report> reports) {
    List<Verdict> verdicts =
        reports.stream()
            .flatMap(report -> report.findings().stream())
            .map(Finding::verdict)
            .toList();
    long failed = verdicts.stream().filter(Verdict.FAIL::equals).count();
    long warned = verdicts.stream().filter(Verdict.WARN::equals).count();
    String count = "%s of %s checks failed, %s warned".formatted(failed, verdicts.size(), warned);
    return failed == 0 ? Outcome.done(count) : new Outcome(ExitCode.FAILED.code(), "failed", count);
  }
}
