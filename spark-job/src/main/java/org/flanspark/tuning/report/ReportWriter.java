package org.flanspark.tuning.report;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.ManifestFile;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.evaluation.ResultsFolder;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.plan.RunPlan;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.flanspark.tuning.training.RunFolder;

/** Writes {@code report.json} and {@code report.html} into a run's folder. */
public final class ReportWriter {
  /** For programs. */
  public static final String JSON_FILE = "report.json";

  /** For people. */
  public static final String HTML_FILE = "report.html";

  private ReportWriter() {}

  /**
   * Reports on the run in {@code output.run}, as far as it has come.
   *
   * @param asked whose output counts; all else is as the run was trained
   * @return the page's file
   * @throws DataException where there is no run, or its data is missing
   */
  public static Path write(RunConfig asked, Configuration hadoop) {
    Path folder = new Path(asked.output().run());
    FolderFiles files = FolderFiles.of(folder, hadoop);
    ReportInputs inputs = read(asked, files, hadoop);
    RunReport report = ReportFacts.of(inputs);
    files.writeText(JSON_FILE, json(report));
    files.writeText(HTML_FILE, ReportHtml.of(inputs, report));
    return files.path(HTML_FILE);
  }

  static String json(RunReport report) {
    return ReportJson.print(report);
  }

  private static ReportInputs read(RunConfig asked, FolderFiles files, Configuration hadoop) {
    if (!files.has(RunFolder.SETTINGS)) {
      throw new DataException(
          "Cannot report on %s: it holds no run; run train first".formatted(files.path()));
    }
    String yaml = new String(files.read(RunFolder.SETTINGS), StandardCharsets.UTF_8);
    RunFolder folder = new RunFolder(files.path());
    return new ReportInputs(
        files.path().getName(),
        RunConfig.read(ConfigSource.ofYaml(yaml, LocalDate.EPOCH)),
        ManifestFile.read(new PreparedFolder(asked.output().prepared()), hadoop),
        RunPlan.read(folder, hadoop),
        RoundMetrics.read(folder, hadoop),
        new ResultsFolder(files.path(), hadoop).read());
  }
}
