package org.flanspark.tuning.study;

import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.flanspark.config.RunConfig;
import org.flanspark.data.prepare.Prepare;
import org.flanspark.tuning.evaluation.EvaluationJob;
import org.flanspark.tuning.report.ReportWriter;
import org.flanspark.tuning.training.ObserverFactory;
import org.flanspark.tuning.training.StartMode;
import org.flanspark.tuning.training.TrainingJob;

/** The stages of a run, each of which goes on where it was and leaves alone what is done. */
final class StudyStages {
  private final SparkSession spark;
  private final Configuration hadoop;
  private final Function<RunConfig, ObserverFactory> observers;

  StudyStages(SparkSession spark, Function<RunConfig, ObserverFactory> observers) {
    this.spark = spark;
    this.hadoop = spark.sparkContext().hadoopConfiguration();
    this.observers = observers;
  }

  /** Whether anything had to be done. */
  boolean run(RunConfig config) {
    RunDiary diary = RunDiary.open(config, hadoop);
    if (diary.isDone()) {
      return false;
    }
    diary.time("prepare", () -> Prepare.run(spark, config));
    diary.time(
        "train",
        () -> new TrainingJob(spark, config, observers.apply(config)).run(StartMode.RESUME));
    diary.time("evaluate", () -> EvaluationJob.of(spark, config).run());
    ReportWriter.write(config, hadoop);
    diary.done();
    return true;
  }
}
