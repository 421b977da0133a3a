package org.flanspark.tuning.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.flanspark.config.Normalisation;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.evaluation.answer.PromptRows;
import org.flanspark.tuning.metric.Guessing;

/**
 * What the predictions come to: small tables, collected. The rows of a group stream through an
 * executor in a fixed order, so that sums do not depend on where they were answered.
 */
final class PredictionTable {
  private PredictionTable() {}

  /** The scores of each task, split and template. */
  static List<ScoreRow> scores(
      String model, Dataset<Row> predictions, Normalisation normalisation) {
    return predictions
        .groupByKey((MapFunction<Row, Row>) TemplateTally::key, Encoders.row(TemplateTally.KEYS))
        .flatMapSortedGroups(
            columns(PromptRows.EXAMPLE_ID),
            new TemplateTally(normalisation),
            Encoders.row(TemplateTally.SCHEMA))
        .orderBy(columns(TemplateTally.KEYS.fieldNames()))
        .collectAsList()
        .stream()
        .map(row -> scoreRow(model, row))
        .toList();
  }

  private static ScoreRow scoreRow(String model, Row row) {
    return new ScoreRow(
        model,
        row.getAs(PromptRows.SPLIT),
        row.getAs(PromptRows.TASK),
        row.getAs(PromptRows.CLUSTER),
        row.<Boolean>getAs(PromptRows.HELD_OUT),
        row.getAs(PromptRows.METRIC),
        row.getAs(PromptRows.STYLE),
        row.<Integer>getAs(PromptRows.SHOTS),
        row.<Integer>getAs(PromptRows.TEMPLATE),
        row.<Long>getAs(TemplateTally.EXAMPLES),
        row.getJavaMap(row.fieldIndex(PredictionRows.SCORES)),
        row.getJavaMap(row.fieldIndex(TemplateTally.NORMALISATIONS)),
        row.getAs(TemplateTally.SIGNATURE));
  }

  /** Majority and chance of each task that ranks options, over its test examples. */
  static Map<String, Guessing> guesses(Dataset<Row> prompts) {
    Map<String, Guessing> guesses = new TreeMap<>();
    questions(prompts)
        .groupByKey((MapFunction<Row, Row>) TaskGuesses::key, Encoders.row(TaskGuesses.KEYS))
        .flatMapSortedGroups(
            columns(PromptRows.EXAMPLE_ID), new TaskGuesses(), Encoders.row(TaskGuesses.SCHEMA))
        .collectAsList()
        .forEach(
            row ->
                guesses.put(
                    row.getAs(PromptRows.TASK),
                    new Guessing(row.getAs(TaskGuesses.MAJORITY), row.getAs(TaskGuesses.CHANCE))));
    return guesses;
  }

  /** Each test example that ranks options once, as its first template asks. */
  private static Dataset<Row> questions(Dataset<Row> prompts) {
    return prompts
        .filter(col(PromptRows.SPLIT).equalTo(PreparedFolder.TEST))
        .filter(col(PromptRows.STYLE).notEqual(EvaluationRow.BASELINE))
        .filter("size(options) > 0")
        .groupBy(PromptRows.TASK, PromptRows.METRIC, PromptRows.EXAMPLE_ID)
        .agg(
            min_by(
                    struct(columns(PromptRows.QUESTION)),
                    struct(PromptRows.STYLE, PromptRows.SHOTS, PromptRows.TEMPLATE))
                .as("question"))
        .select(PromptRows.TASK, PromptRows.METRIC, PromptRows.EXAMPLE_ID, "question.*");
  }

  private static Column[] columns(String... names) {
    return Arrays.stream(names).map(functions::col).toArray(Column[]::new);
  }
}
