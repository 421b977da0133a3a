package org.flanspark.tuning.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.flanspark.command.Outcome;
import org.flanspark.config.AveragingConfig;
import org.flanspark.config.RunConfig;
import org.flanspark.config.TrainingConfig;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.averaging.Dl4jRounds;
import org.flanspark.tuning.averaging.RoundSettings;
import org.flanspark.tuning.averaging.SparkSettings;
import org.flanspark.tuning.averaging.ValidationLoss;
import org.flanspark.tuning.checkpoint.Checkpoint;
import org.flanspark.tuning.checkpoint.CheckpointStore;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.huggingface.SpecialIds;
import org.flanspark.tuning.huggingface.StoredParameters;
import org.flanspark.tuning.ledger.Pace;
import org.flanspark.tuning.ledger.Progress;
import org.flanspark.tuning.ledger.RoundPlanner;
import org.flanspark.tuning.ledger.RowOrder;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.network.NetworkSettings;
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
   * @throws org.flanspark.config.ConfigException where the folder, the data or Spark's settings do
   *     not fit the configuration
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
    RowOrder order = new RowOrder(config.training().seed(), data.trainingRows());
    RoundPlanner planner = new RoundPlanner(order, pace());
    ResumePoint from = resumePoint(folder, order, data);
    if (planner.next(from.done()).isEmpty()
        && FinalModel.isWrittenAfter(from.done().round(), folder, hadoop)) {
      return Outcome.nothingNew("all %s rounds are done".formatted(from.done().round()));
    }
    LOG.info("Effective settings:\n{}", config.toYaml());
    FolderFiles.of(folder.path(), hadoop).writeText(RunFolder.SETTINGS, config.toYaml());
    StartingModel model =
        from.checkpoint()
            .map(checkpoint -> StartingModel.resumed(checkpoint.model(), config, data))
            .orElseGet(() -> StartingModel.of(config, data, hadoop));
    Dl4jRounds rounds = rounds(model, from, planner, data);
    RunRecords records = records(folder, model.shape(), order, data);
    records.startAfter(from.done().round());
    Progress done =
        new TrainingLoop(planner, rounds, validation(model.shape(), data), records, config)
            .run(from);
    FinalModel.write(folder, data, hadoop);
    return Outcome.done("trained %s rounds, %s".formatted(done.round(), folder.model()));
  }

  private ResumePoint resumePoint(RunFolder folder, RowOrder order, PreparedShards data) {
    Optional<Checkpoint> latest = new CheckpointStore(folder.path(), hadoop).findLatest();
    return latest
        .map(
            checkpoint ->
                ResumePoint.after(
                    checkpoint,
                    config.training().seed(),
                    order,
                    data.manifest().tokenizer().digest()))
        .orElseGet(ResumePoint::start);
  }

  private Dl4jRounds rounds(
      StartingModel model, ResumePoint from, RoundPlanner planner, PreparedShards data) {
    RoundSettings settings = settings(PreparedFolder.TRAIN, model.shape(), data);
    int totalSteps = Math.toIntExact(planner.totalSteps(from.done()));
    Dl4jRounds rounds = Dl4jRounds.start(spark, settings, learning(totalSteps), model.weights());
    from.checkpoint()
        .ifPresent(
            checkpoint -> {
              try (StoredParameters state = checkpoint.updaterState()) {
                rounds.resumeAfter(from.done(), state);
              }
              LOG.info("Resuming after round {} from {}", from.done().round(), checkpoint.path());
            });
    return rounds;
  }

  private Optional<ValidationLoss> validation(ModelShape shape, PreparedShards data) {
    if (data.validationRows().isEmpty()) {
      LOG.warn("Prepared data {} has no validation rows: no validation loss", data.folder().root());
    }
    RoundSettings settings = settings(PreparedFolder.VALIDATION, shape, data);
    return data.validationRows().map(rows -> new ValidationLoss(spark, settings, rows));
  }

  private RunRecords records(
      RunFolder folder, ModelShape shape, RowOrder order, PreparedShards data) {
    RunRecords.Identity identity =
        new RunRecords.Identity(
            shape,
            SpecialIds.of(data.manifest().tokenizer()),
            order,
            config.training().seed(),
            data.manifest().tokenizer().digest());
    return new RunRecords(
        folder,
        hadoop,
        config.checkpoint().keepLast(),
        identity,
        observers.observe(folder, data, hadoop));
  }

  private RoundSettings settings(String split, ModelShape shape, PreparedShards data) {
    int threads =
        SparkSettings.threads(spark.getConf(), config.execution(), config.averaging().workers());
    return new RoundSettings(
        qualified(data.folder().packed(split)),
        shape,
        pace(),
        config.execution().backend(),
        threads);
  }

  /** Executors need the whole address: their default file system may be another. */
  private Path qualified(Path path) {
    try {
      return path.getFileSystem(hadoop).makeQualified(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot reach " + path, e);
    }
  }

  private Pace pace() {
    AveragingConfig averaging = config.averaging();
    TrainingConfig training = config.training();
    return new Pace(
        averaging.workers(),
        training.batchRows(),
        averaging.localSteps(),
        training.passes(),
        training.maxSteps());
  }

  private NetworkSettings learning(int totalSteps) {
    TrainingConfig training = config.training();
    return new NetworkSettings(
        training.learningRate(),
        training.schedule(),
        training.warmUpSteps(),
        totalSteps,
        training.weightDecay(),
        training.beta1(),
        training.beta2(),
        training.epsilon(),
        training.clipNorm());
  }
}
