package org.flanspark.tuning.study;

import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.training.ObserverFactory;

/** A study's run through all stages, with a diary of what is done. */
final class StudyStages {
  private final RunStages stages;
  private final Configuration hadoop;

  StudyStages(SparkSession spark, Function<RunConfig, ObserverFactory> observers) {
    this.stages = new RunStages(spark, observers);
    this.hadoop = spark.sparkContext().hadoopConfiguration();
  }

  /** Whether anything had to be done. */
  boolean run(RunConfig config) {
    RunDiary diary = RunDiary.open(config, hadoop);
    if (diary.isDone()) {
      return false;
    }
    diary.time("prepare", () -> stages.prepare(config));
    diary.time("train", () -> stages.train(config));
    diary.time("evaluate", () -> stages.evaluate(config));
    stages.report(config);
    diary.done();
    return true;
  }
}
