package org.flanspark.tuning.study;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.report.StudyReport;
import org.flanspark.tuning.report.StudyWriter;
import org.flanspark.tuning.training.ObserverFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A study's runs, one after the other, and its report after each. A run that fails does not keep
 * the others from being done.
 */
public final class StudyJob {
  private static final Logger LOG = LoggerFactory.getLogger(StudyJob.class);

  private final Configuration hadoop;
  private final StudyStages stages;
  private final StudyPlan plan;

  StudyJob(SparkSession spark, StudyPlan plan, Function<RunConfig, ObserverFactory> observers) {
    this.hadoop = spark.sparkContext().hadoopConfiguration();
    this.stages = new StudyStages(spark, observers);
    this.plan = plan;
  }

  /**
   * How a study ended.
   *
   * @param page for people
   * @param done runs that something was done for
   * @param failed runs that are not done, by name, with the reason
   */
  public record Result(Path page, int done, Map<String, String> failed) {}

  /** Does what is not done yet. */
  public Result run() {
    int done = 0;
    Map<String, String> outcomes = new TreeMap<>();
    Path page = new Path(plan.folder());
    for (PlannedRun run : plan.runs()) {
      LOG.info(
          "Study {}, run {} of {}: {}",
          plan.study().name(),
          outcomes.size() + 1,
          plan.runs().size(),
          run.name());
      try {
        done += stages.run(run.config()) ? 1 : 0;
        outcomes.put(run.name(), StudyReport.Run.DONE);
      } catch (RuntimeException e) {
        LOG.error("Run {} of study {} failed", run.name(), plan.study().name(), e);
        outcomes.put(run.name(), String.valueOf(e.getMessage()));
      }
      StudyReport report = new StudyFindings(plan.study(), hadoop).of(plan.runs(), outcomes);
      page = StudyWriter.write(report, new Path(plan.folder()), hadoop);
    }
    Map<String, String> failed = new TreeMap<>(outcomes);
    failed.values().removeIf(StudyReport.Run.DONE::equals);
    return new Result(page, done, failed);
  }
}
