package org.flanspark.tuning.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.flanspark.tuning.averaging.SparkSettings;
import org.flanspark.tuning.batch.HadoopSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checks of the driver and of every executor. */
public final class DoctorJob {
  private static final Logger LOG = LoggerFactory.getLogger(DoctorJob.class);

  private final JavaSparkContext spark;
  private final Path run;
  private final Duration limit;

  /**
   * @param run {@code output.run}
   * @param limit how long executors may take to come and to answer
   */
  public DoctorJob(SparkSession session, String run, Duration limit) {
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.run = new Path(run);
    this.limit = limit;
  }

  /** What was found, the driver first. A check that cannot be made is a finding as well. */
  public List<Report> run() {
    Configuration hadoop = spark.hadoopConfiguration();
    Path folder = probes(hadoop);
    try {
      List<Report> reports = new ArrayList<>();
      reports.add(driver(folder, hadoop));
      reports.addAll(
          new Visits(spark, new ExecutorVisit(new HadoopSettings(hadoop), folder), limit).make());
      List<Finding> shared = SharedCards.in(reports);
      reports.add(new Report(Place.driver(""), "", shared));
      return reports;
    } finally {
      delete(folder, hadoop);
    }
  }

  private Path probes(Configuration hadoop) {
    try {
      return ProbeFolder.above(run, hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot reach the file system of output.run: " + e, e);
    }
  }

  private Report driver(Path folder, Configuration hadoop) {
    List<Check> checks = new ArrayList<>();
    checks.add(new SettingsCheck(() -> SparkSettings.check(spark.getConf())));
    checks.addAll(
        new ProcessChecks(spark.getConf(), new HadoopSettings(hadoop), folder).ofDriver());
    String host = SparkEnv.get().blockManager().blockManagerId().host();
    return new Report(Place.driver(host), "", Checkup.of(checks));
  }

  private static void delete(Path folder, Configuration hadoop) {
    try {
      folder.getFileSystem(hadoop).delete(folder, true);
    } catch (IOException e) {
      LOG.warn("Cannot delete {}: {}", folder, e.toString());
    }
  }
}
