package org.flanspark.tuning.evaluation;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.flanspark.config.EvaluationConfig;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.evaluation.answer.PromptRows;

/** The prompts that the configuration asks for, out of the evaluation shards. */
final class EvaluationPrompts {
  /** Of partitions, so that progress is seen and executors end together; they are even by hash. */
  private static final int ROWS_PER_BLOCK = 256;

  private EvaluationPrompts() {}

  /**
   * Reads the shards of the splits, whole, and keeps what is asked for.
   *
   * @param seed of the choice of examples, where fewer are asked for than there are
   * @throws DataException where shards are missing, broken or not those of the manifest
   */
  static Dataset<Row> read(
      SparkSession spark,
      PreparedFolder prepared,
      Manifest manifest,
      EvaluationConfig config,
      long seed) {
    PreparedLimits.check(manifest.settings(), config);
    Dataset<Row> all =
        config.splits().stream()
            .map(split -> readSplit(spark, prepared, manifest, split))
            .reduce(Dataset::unionByName)
            .orElseThrow(() -> new IllegalArgumentException("Cannot evaluate: no split is named"))
            .filter(EvaluatedTasks.of(config.tasks(), manifest));
    Dataset<Row> ofTemplates = firstTemplates(withShots(all, manifest, config), config);
    return isSubset(manifest, config)
        ? chooseExamples(ofTemplates, config.maxExamplesPerTask(), seed)
        : ofTemplates;
  }

  /** In partitions whose rows do not depend on where the job runs. */
  static Dataset<Row> inBlocks(Dataset<Row> prompts, long count) {
    int blocks = Math.toIntExact(1 + count / ROWS_PER_BLOCK);
    return prompts.repartition(
        blocks,
        col(PromptRows.SPLIT),
        col(PromptRows.EXAMPLE_ID),
        col(PromptRows.STYLE),
        col(PromptRows.TEMPLATE));
  }

  private static Dataset<Row> readSplit(
      SparkSession spark, PreparedFolder prepared, Manifest manifest, String split) {
    String folder = prepared.evaluation(split).toString();
    long expected = manifest.evaluation().getOrDefault(split, 0L);
    if (expected == 0) {
      throw new DataException(
          """
          Missing evaluation prompts of split %s in %s, which has %s; name it in \
          evaluation.splits and run prepare again\
          """
              .formatted(split, prepared.root(), new TreeSet<>(manifest.evaluation().keySet())));
    }
    return EvaluationShards.read(spark, folder, expected).withColumn(PromptRows.SPLIT, lit(split));
  }

  /**
   * Those with the numbers of exemplars that are asked for. Where everything is, rows stay as they
   * are: earlier versions wrote the exemplars that fitted, not those that were asked for.
   */
  private static Dataset<Row> withShots(
      Dataset<Row> rows, Manifest manifest, EvaluationConfig config) {
    return config.shots().containsAll(PreparedLimits.shots(manifest.settings()))
        ? rows
        : rows.filter(col(PromptRows.SHOTS).isin(config.shots().toArray()));
  }

  /** The first templates of each task, by index; the baseline's prompts stay. */
  private static Dataset<Row> firstTemplates(Dataset<Row> rows, EvaluationConfig config) {
    if (config.templates().equals("all")) {
      return rows;
    }
    Dataset<Row> templates =
        rows.filter(col(PromptRows.STYLE).notEqual(EvaluationRow.BASELINE))
            .select(PromptRows.TASK, PromptRows.STYLE, PromptRows.TEMPLATE)
            .distinct();
    Dataset<Row> kept =
        templates
            .withColumn(
                "place",
                row_number()
                    .over(
                        Window.partitionBy(PromptRows.TASK, PromptRows.STYLE)
                            .orderBy(PromptRows.TEMPLATE)))
            .filter(col("place").leq(Integer.parseInt(config.templates())))
            .drop("place");
    Dataset<Row> baseline = rows.filter(col(PromptRows.STYLE).equalTo(EvaluationRow.BASELINE));
    return rows.join(
            broadcast(kept),
            new String[] {PromptRows.TASK, PromptRows.STYLE, PromptRows.TEMPLATE},
            "left_semi")
        .unionByName(baseline);
  }

  private static boolean isSubset(Manifest manifest, EvaluationConfig config) {
    return config.maxExamplesPerTask() < PreparedLimits.maxExamplesPerTask(manifest.settings());
  }

  private static Dataset<Row> chooseExamples(Dataset<Row> rows, int max, long seed) {
    UserDefinedFunction hash =
        udf((UDF1<String, Long>) id -> ExampleChoice.order(seed, id), DataTypes.LongType);
    Dataset<Row> chosen =
        rows.select(PromptRows.TASK, PromptRows.SPLIT, PromptRows.GROUP, PromptRows.EXAMPLE_ID)
            .distinct()
            .withColumn(
                "place",
                row_number()
                    .over(
                        Window.partitionBy(PromptRows.TASK, PromptRows.SPLIT)
                            .orderBy(
                                hash.apply(together()), together(), col(PromptRows.EXAMPLE_ID))))
            .filter(col("place").leq(max))
            .drop("place", PromptRows.GROUP);
    return rows.join(
        broadcast(chosen),
        new String[] {PromptRows.TASK, PromptRows.SPLIT, PromptRows.EXAMPLE_ID},
        "left_semi");
  }

  /** What is chosen at once: all examples of a group, so that one question at most is cut. */
  private static Column together() {
    return when(col(PromptRows.GROUP).equalTo(""), col(PromptRows.EXAMPLE_ID))
        .otherwise(col(PromptRows.GROUP));
  }
}
