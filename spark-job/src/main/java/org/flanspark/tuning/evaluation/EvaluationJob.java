package org.flanspark.tuning.evaluation;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.flanspark.config.Normalisation;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.Manifest;
import org.flanspark.tuning.averaging.SparkSettings;
import org.flanspark.tuning.evaluation.answer.AnswerStore;
import org.flanspark.tuning.evaluation.answer.EvaluatedModel;
import org.flanspark.tuning.evaluation.answer.ModelSource;
import org.flanspark.tuning.evaluation.answer.PromptRows;
import org.flanspark.tuning.evaluation.answer.PromptSet;
import org.flanspark.tuning.evaluation.answer.PromptSets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prompts to answers, of the trained model and of the untuned one, and answers to results. */
public final class EvaluationJob {
  private static final Logger LOG = LoggerFactory.getLogger(EvaluationJob.class);

  private final SparkSession spark;
  private final EvaluatedRun run;
  private final ResultsFolder results;

  EvaluationJob(SparkSession spark, EvaluatedRun run) {
    this.spark = spark;
    this.run = run;
    this.results = new ResultsFolder(run.folder(), spark.sparkContext().hadoopConfiguration());
  }

  /**
   * Of the run in {@code output.run}; what an earlier evaluation of it left is replaced.
   *
   * @throws org.flanspark.data.shard.DataException where the run has no finished model, or its
   *     model and data do not fit
   * @throws org.flanspark.config.ConfigException where the data was prepared with other settings
   */
  public static EvaluationJob of(SparkSession spark, RunConfig config) {
    return new EvaluationJob(spark, RunOpening.open(config, threads(spark, config), hadoop(spark)));
  }

  /**
   * Of a model that some run trained, asked what {@code output.prepared} holds now.
   *
   * @param model its folder, which is only read
   * @param results the folder that predictions and results are written under
   * @throws org.flanspark.data.shard.DataException where model and data do not fit
   * @throws org.flanspark.config.ConfigException where the data was prepared with other settings
   */
  public static EvaluationJob ofModel(
      SparkSession spark, RunConfig config, Path model, Path results) {
    return new EvaluationJob(
        spark, RunOpening.openModel(config, model, results, threads(spark, config), hadoop(spark)));
  }

  private static int threads(SparkSession spark, RunConfig config) {
    SparkContext context = spark.sparkContext();
    return SparkSettings.threads(context.conf(), config.execution(), context.defaultParallelism());
  }

  private static Configuration hadoop(SparkSession spark) {
    return spark.sparkContext().hadoopConfiguration();
  }

  /**
   * Does the work, and writes predictions and results into the run's folder.
   *
   * @throws org.flanspark.data.shard.DataException where the prompts cannot be used
   * @throws org.flanspark.config.ConfigException where more is asked for than was prepared
   */
  public EvaluationResults run() {
    List<Manifest.Contamination> withheld = withheld(run.manifest());
    Dataset<Row> prompts =
        EvaluationPrompts.read(spark, run.prepared(), run.manifest(), run.settings(), run.seed())
            .filter(isMeasured(withheld))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      PromptCheck.check(prompts, run.shape());
      results.clear();
      EvaluationResults found = evaluate(prompts, withheld);
      results.write(found);
      LOG.info("Results are in {}", results.file());
      return found;
    } finally {
      prompts.unpersist();
    }
  }

  /** What training holds the inputs of would show memory, not skill. */
  private static List<Manifest.Contamination> withheld(Manifest manifest) {
    List<Manifest.Contamination> withheld =
        manifest.contamination().stream().filter(verdict -> !verdict.mayBeReported()).toList();
    for (Manifest.Contamination verdict : withheld) {
      LOG.warn(
          "The number of {} is withheld: {} of its {} inputs stand in {} training examples of {}",
          verdict.task(),
          verdict.found(),
          verdict.checked(),
          verdict.trainingExamples(),
          verdict.sources());
    }
    return withheld;
  }

  private static Column isMeasured(List<Manifest.Contamination> withheld) {
    Object[] tasks = withheld.stream().map(Manifest.Contamination::task).toArray();
    return functions.not(functions.col(PromptRows.TASK).isin(tasks));
  }

  private EvaluationResults evaluate(Dataset<Row> prompts, List<Manifest.Contamination> withheld) {
    List<PromptSet> sets = PromptSets.of(prompts);
    List<EvaluatedModel> models = new ArrayList<>();
    // The trained model was never shown completion-style prompts; they are for the untuned one.
    models.add(
        answer(
            EvaluatedModel.TUNED,
            run.tuned(),
            prompts.filter("style <> '" + EvaluationRow.BASELINE + "'"),
            sets.stream().filter(set -> !set.style().equals(EvaluationRow.BASELINE)).toList()));
    run.untuned()
        .ifPresent(source -> models.add(answer(EvaluatedModel.UNTUNED, source, prompts, sets)));
    List<ScoreRow> scores = new ArrayList<>();
    models.forEach(
        model ->
            scores.addAll(
                PredictionTable.scores(model.role(), predictions(model.role()), normalisation())));
    Certainties certainties =
        Certainties.of(
            Replicates.of(predictionsOfAll(models), normalisation(), run.seed()),
            run.settings().confidence());
    List<TaskResult> tasks =
        TaskTable.of(scores, PredictionTable.guesses(prompts), certainties.tasks(), run.settings());
    return new EvaluationResults(
        EvaluationResults.FORMAT_VERSION,
        run.settings().splits(),
        normalisation().label(),
        run.settings().confidence(),
        models,
        tasks,
        ClusterTable.of(tasks, clusters(withheld), certainties),
        samples(prompts),
        withheld);
  }

  private Normalisation normalisation() {
    return run.settings().normalisation();
  }

  private Set<String> clusters(List<Manifest.Contamination> withheld) {
    Set<String> tasks =
        withheld.stream().map(Manifest.Contamination::task).collect(Collectors.toSet());
    return run.manifest().tasks().stream()
        .filter(task -> tasks.contains(task.name()))
        .map(Manifest.TaskFacts::cluster)
        .collect(Collectors.toSet());
  }

  private EvaluatedModel answer(
      String role, ModelSource source, Dataset<Row> prompts, List<PromptSet> sets) {
    AnswerStore.Answers answers =
        new AnswerStore(spark, run.answers(), run.answering()).answer(role, source, prompts, sets);
    Dataset<Row> heldOut = prompts.select(PromptRows.TASK, PromptRows.HELD_OUT).distinct();
    PredictionRows.of(answers.rows().join(broadcast(heldOut), PromptRows.TASK), normalisation())
        .write()
        .mode(SaveMode.Overwrite)
        .partitionBy(PromptRows.SPLIT)
        .parquet(results.predictions(role).toString());
    return answers.model();
  }

  private Dataset<Row> predictions(String role) {
    return spark.read().parquet(results.predictions(role).toString());
  }

  private Dataset<Row> predictionsOfAll(List<EvaluatedModel> models) {
    return models.stream()
        .map(model -> predictions(model.role()).withColumn(Replicates.MODEL, lit(model.role())))
        .reduce(Dataset::unionByName)
        .orElseThrow();
  }

  private List<SampleAnswer> samples(Dataset<Row> prompts) {
    return SampleSelection.choose(
        prompts,
        predictions(EvaluatedModel.TUNED),
        run.untuned().map(source -> predictions(EvaluatedModel.UNTUNED)),
        run.answering().tokenizer(),
        run.seed());
  }
}
