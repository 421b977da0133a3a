package org.flanspark.tuning.study;

import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.flanspark.config.RunConfig;
import org.flanspark.data.prepare.Prepare;
import org.flanspark.data.shard.Manifest;
import org.flanspark.tuning.evaluation.EvaluationJob;
import org.flanspark.tuning.report.ReportWriter;
import org.flanspark.tuning.training.ObserverFactory;
import org.flanspark.tuning.training.StartMode;
import org.flanspark.tuning.training.TrainingJob;

/** The stages of a run, each of which goes on where it was and leaves alone what is done. */
public final class RunStages {
  private final SparkSession spark;
  private final Configuration hadoop;
  private final Function<RunConfig, ObserverFactory> observers;

  /** Stages in a session; what observers make is told how trainings go. */
  public RunStages(SparkSession spark, Function<RunConfig, ObserverFactory> observers) {
    this.spark = spark;
    this.hadoop = spark.sparkContext().hadoopConfiguration();
    this.observers = observers;
  }

  /** Records to rows, where inputs or settings are not those of the last time. */
  public Manifest prepare(RunConfig config) {
    return Prepare.run(spark, config);
  }

  /** Rows to a model, from the latest checkpoint on. */
  public void train(RunConfig config) {
    new TrainingJob(spark, config, observers.apply(config)).run(StartMode.RESUME);
  }

  /** The model's answers, and what they are worth. */
  public void evaluate(RunConfig config) {
    EvaluationJob.of(spark, config).run();
  }

  /** The page of the run. */
  public void report(RunConfig config) {
    ReportWriter.write(config, hadoop);
  }
}
