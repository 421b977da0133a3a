package org.flanspark.tuning.training;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.flanspark.command.Outcome;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.averaging.ExecutorSlots;
import org.flanspark.tuning.averaging.SparkSettings;
import org.flanspark.tuning.averaging.TrainingRounds;
import org.flanspark.tuning.checkpoint.CheckpointStore;
import org.flanspark.tuning.checkpoint.CheckpointStore.Retention;
import org.flanspark.tuning.ledger.Progress;
import org.flanspark.tuning.ledger.RoundPlanner;
import org.flanspark.tuning.ledger.RowOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prepared data to a trained model: reads, plans, trains, writes. */
public final class TrainingJob {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingJob.class);

  private final JavaSparkContext spark;
  private final Configuration hadoop;
  private final RunConfig config;
  private final ObserverFactory observers;

  /** A job in this session; its observer is told how it goes. */
  public TrainingJob(SparkSession session, RunConfig config, ObserverFactory observers) {
    this.spark = new JavaSparkContext(session.sparkContext());
    this.hadoop = session.sparkContext().hadoopConfiguration();
    this.config = config;
    this.observers = observers;
  }

  /**
   * Trains to the end of {@code training.passes} or {@code training.max-steps}.
   *
   * @throws org.flanspark.config.ConfigException where the folder, the data, the cluster or Spark's
   *     settings do not fit the configuration
   * @throws org.flanspark.data.shard.DataException where the data or the model to start from is
   *     missing or broken
   * @throws Divergence where a loss is not finite
   */
  public Outcome run(StartMode mode) {
    SparkSettings.check(spark.getConf());
    PreparedShards data = PreparedShards.open(config, hadoop);
    RunFolder folder = new RunFolder(new Path(config.output().run()));
    folder.create(hadoop);
    try (RunLock lock = RunLock.take(folder, hadoop)) {
      LOG.debug("Holding {}", lock);
      if (mode == StartMode.NEW) {
        folder.requireEmpty(hadoop);
      }
      return run(folder, data);
    }
  }

  private Outcome run(RunFolder folder, PreparedShards data) {
    TrainingParts parts = new TrainingParts(spark, config, data);
    RowOrder order = parts.order();
    RoundPlanner planner = parts.planner(order);
    ResumePoint from =
        new CheckpointStore(folder.path(), hadoop)
            .findLatest()
            .map(checkpoint -> parts.after(checkpoint, order))
            .orElseGet(ResumePoint::start);
    if (planner.next(from.done()).isEmpty()
        && FinalModel.isWrittenAfter(from.done().round(), folder, hadoop)) {
      return Outcome.nothingNew("all %s rounds are done".formatted(from.done().round()));
    }
    ExecutorSlots.await(spark, config.averaging().workers(), config.execution().waitSeconds());
    LOG.info("Effective settings:\n{}", config.toYaml());
    StartingModel model = parts.model(from);
    RunRecords records =
        new RunRecords(
            folder,
            hadoop,
            new Retention(config.checkpoint().keepLast(), config.checkpoint().keepBest()),
            parts.identity(model, order),
            observers.observe(folder, data, hadoop));
    TrainingEnd end = TrainingEnd.FAILED;
    try {
      Progress done = train(parts, planner, from, model, records);
      FinalModel.write(folder, data, config.output().exportDtype(), hadoop);
      end = TrainingEnd.FINISHED;
      LOG.info("Trained {} rounds; the model is in {}", done.round(), folder.model());
      return Outcome.done("trained %s rounds, %s".formatted(done.round(), folder.model()));
    } finally {
      records.ended(end);
    }
  }

  private Progress train(
      TrainingParts parts,
      RoundPlanner planner,
      ResumePoint from,
      StartingModel model,
      RunRecords records) {
    try (TrainingRounds rounds = parts.rounds(model, from, planner.totalSteps(from.done()))) {
      // Not before: a run that refuses to be resumed with these settings keeps its own.
      records.startAfter(from.done().round(), config.toYaml());
      return new TrainingLoop(planner, rounds, parts.validation(model.shape()), records, config)
          .run(from);
    }
  }
}
