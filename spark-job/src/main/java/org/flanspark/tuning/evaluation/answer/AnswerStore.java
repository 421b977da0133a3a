package org.flanspark.tuning.evaluation.answer;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.flanspark.tuning.batch.HadoopSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that are kept, and made where they are not there: an evaluation that was cut off goes on
 * block by block, and runs that ask the same model the same share its answers.
 */
public final class AnswerStore {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerStore.class);

  private final SparkSession spark;
  private final String root;
  private final AnsweringSettings settings;

  /**
   * A store.
   *
   * @param root a whole address, which executors reach
   */
  public AnswerStore(SparkSession spark, String root, AnsweringSettings settings) {
    this.spark = spark;
    this.root = root;
    this.settings = settings;
  }

  /**
   * A model's answers.
   *
   * @param model what it cost, and whose they are
   * @param rows one for each prompt, with the columns of {@link KeptAnswer#TABLE}
   */
  public record Answers(EvaluatedModel model, Dataset<Row> rows) {}

  /**
   * Answers all prompts; those that were answered before are only read.
   *
   * @param sets that the prompts come in
   */
  public Answers answer(
      String role, ModelSource source, Dataset<Row> prompts, List<PromptSet> sets) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    List<AnswerFolder> folders =
        sets.stream()
            .map(set -> AnswerFolder.of(root, set, source.key(), settings.maxNewTokens()))
            .toList();
    long count = folders.stream().mapToLong(folder -> folder.set().prompts()).sum();
    AnswerBlocks blocks = AnswerBlocks.missing(folders, hadoop);
    long start = System.nanoTime();
    long asked = blocks.isEmpty() ? 0 : answerMissing(role, source, prompts, blocks);
    double seconds = (System.nanoTime() - start) / 1e9;
    LOG.info(
        "The {} model ({}) answered {} prompts; {} answers were there",
        role,
        source.where(),
        asked,
        count - asked);
    folders.forEach(folder -> folder.markWhole(hadoop));
    return new Answers(
        new EvaluatedModel(role, source.where(), count, count - asked, seconds), read(folders));
  }

  private long answerMissing(
      String role, ModelSource source, Dataset<Row> prompts, AnswerBlocks blocks) {
    SparkContext context = spark.sparkContext();
    Dataset<Row> missing = blocks.of(prompts);
    long count = missing.count();
    LOG.info("Asking the {} model {} prompts", role, count);
    LongAccumulator answered = context.longAccumulator(role + " prompts answered");
    try (AnsweringProgress progress = AnsweringProgress.start(role, count, answered::value)) {
      missing
          .repartition(blocks.count(), col(AnswerBlocks.BLOCK))
          .foreachPartition(
              new AnswerBlock(
                  source,
                  settings,
                  blocks,
                  new HadoopSettings(context.hadoopConfiguration()),
                  answered));
    }
    return count;
  }

  private Dataset<Row> read(List<AnswerFolder> folders) {
    return spark
        .read()
        .schema(AnswerRows.SCHEMA)
        .parquet(folders.stream().map(AnswerFolder::folder).toArray(String[]::new));
  }
}
