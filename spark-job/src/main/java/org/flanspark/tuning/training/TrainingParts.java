package org.flanspark.tuning.training;

import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.averaging.Dl4jRounds;
import org.flanspark.tuning.averaging.LocalWork;
import org.flanspark.tuning.averaging.RoundSettings;
import org.flanspark.tuning.averaging.SlicedRounds;
import org.flanspark.tuning.averaging.SparkSettings;
import org.flanspark.tuning.averaging.TrainingRounds;
import org.flanspark.tuning.averaging.ValidationLoss;
import org.flanspark.tuning.checkpoint.Checkpoint;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.huggingface.ModelDescription;
import org.flanspark.tuning.huggingface.SpecialIds;
import org.flanspark.tuning.ledger.RoundPlanner;
import org.flanspark.tuning.ledger.RowOrder;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.Parameters;
import org.flanspark.tuning.network.NetworkSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the parts of a training out of its settings. */
final class TrainingParts {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingParts.class);

  private final JavaSparkContext spark;
  private final RunConfig config;
  private final PreparedShards data;

  TrainingParts(JavaSparkContext spark, RunConfig config, PreparedShards data) {
    this.spark = spark;
    this.config = config;
    this.data = data;
  }

  RowOrder order() {
    return new RowOrder(config.training().seed(), data.trainingRows());
  }

  RoundPlanner planner(RowOrder order) {
    return new RoundPlanner(order, EngineSettings.pace(config));
  }

  /** Where a run goes on that has left this checkpoint. */
  ResumePoint after(Checkpoint checkpoint, RowOrder order) {
    return ResumePoint.after(
        checkpoint, config.training().seed(), order, data.manifest().tokenizer().digest());
  }

  /** The model of the checkpoint, or the one that a run starts from. */
  StartingModel model(ResumePoint from) {
    return from.checkpoint()
        .map(checkpoint -> StartingModel.resumed(checkpoint.model(), config, data))
        .orElseGet(() -> StartingModel.of(config, data, spark.hadoopConfiguration()));
  }

  TrainingRounds rounds(StartingModel model, ResumePoint from, long totalSteps) {
    RoundSettings settings = settings(PreparedFolder.TRAIN, model.shape());
    NetworkSettings learning =
        EngineSettings.learning(config.training(), Math.toIntExact(totalSteps));
    TrainingRounds rounds = start(settings, learning, model::writeInto);
    from.checkpoint().ifPresent(checkpoint -> resume(rounds, from, checkpoint));
    return rounds;
  }

  private TrainingRounds start(
      RoundSettings settings, NetworkSettings learning, Consumer<Parameters> weights) {
    return switch (config.averaging().master()) {
      case FLANSPARK ->
          SlicedRounds.start(
              spark, settings, learning, config.averaging(), weights, LocalWork.TRAIN);
      case DL4J -> Dl4jRounds.start(spark, settings, learning, weights, LocalWork.TRAIN);
    };
  }

  private static void resume(TrainingRounds rounds, ResumePoint from, Checkpoint checkpoint) {
    try {
      rounds.resumeAfter(from.done(), checkpoint);
    } catch (RuntimeException e) {
      rounds.close();
      throw e;
    }
    LOG.info("Resuming after round {} from {}", from.done().round(), checkpoint.path());
  }

  /** Nothing where no validation row was prepared. */
  Optional<ValidationLoss> validation(ModelShape shape) {
    if (data.validationRows().isEmpty()) {
      LOG.warn("Prepared data {} has no validation rows: no validation loss", data.folder().root());
    }
    RoundSettings settings = settings(PreparedFolder.VALIDATION, shape);
    return data.validationRows().map(rows -> new ValidationLoss(spark, settings, rows));
  }

  RunRecords.Identity identity(StartingModel model, RowOrder order) {
    return new RunRecords.Identity(
        new ModelDescription(
            model.shape(), SpecialIds.of(data.manifest().tokenizer()), model.importedAs()),
        order,
        config.training().seed(),
        data.manifest().tokenizer().digest());
  }

  private RoundSettings settings(String split, ModelShape shape) {
    int threads =
        SparkSettings.threads(spark.getConf(), config.execution(), config.averaging().workers());
    return new RoundSettings(
        FolderFiles.of(data.folder().packed(split), spark.hadoopConfiguration()).qualified(),
        shape,
        EngineSettings.pace(config),
        EngineSettings.compute(config, threads));
  }
}
