package org.flanspark.tuning.command;

import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.ConfigOptions;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.report.ReportWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code flan report}: what a run has found, as a page for people and a file for programs. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Writes report.html and report.json of a run, and prints the page's path.")
public final class ReportCommand implements FlanCommand {
  @Mixin private ConfigOptions options = new ConfigOptions();

  private @Nullable RunConfig config;

  public static void main(String[] args) {
    CommandFrame.main(new ReportCommand(), args);
  }

  @Override
  public Outcome run() {
    RunConfig read = options.read();
    config = read;
    // The session brings the cluster's settings, and a driver inside a cluster must open one.
    try (SparkSession session = SparkSession.builder().appName("flan report").getOrCreate()) {
      Path page = ReportWriter.write(read, session.sparkContext().hadoopConfiguration());
      System.out.println("report: " + local(page));
      return Outcome.done("report: " + local(page));
    }
  }

  /** A file of this machine by its plain path, so that it can be opened as it is printed. */
  static String local(Path page) {
    String scheme = page.toUri().getScheme();
    return scheme == null || scheme.equals("file") ? page.toUri().getPath() : page.toString();
  }

  @Override
  public Optional<Path> outcomeFolder() {
    return Optional.ofNullable(config).map(settings -> new Path(settings.output().run()));
  }
}
