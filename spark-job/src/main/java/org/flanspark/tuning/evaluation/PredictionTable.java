package org.flanspark.tuning.evaluation;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.metric.Guessing;

/** What the predictions come to: small tables, collected. */
final class PredictionTable {
  /** Sums of decimals do not depend on the order of the rows. */
  private static final String EXACT = "decimal(24,16)";

  private PredictionTable() {}

  /** The means over examples of every metric, for each task, split and template. */
  static List<ScoreRow> scores(String model, Dataset<Row> predictions) {
    Column[] keys = {
      col(PromptRows.SPLIT),
      col(PromptRows.TASK),
      col(PromptRows.CLUSTER),
      col(PromptRows.HELD_OUT),
      col(PromptRows.METRIC),
      col(PromptRows.STYLE),
      col(PromptRows.TEMPLATE),
      col("measured")
    };
    return predictions
        .select(
            col("*"), explode(col(PredictionRows.SCORES)).as(new String[] {"measured", "score"}))
        .groupBy(keys)
        .agg(count(lit(1)).as("examples"), avg(col("score").cast(EXACT)).cast("double").as("mean"))
        .orderBy(keys)
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
        row.<Integer>getAs(PromptRows.TEMPLATE),
        row.getAs("measured"),
        row.<Long>getAs("examples"),
        row.<Double>getAs("mean"));
  }

  /** Majority and chance of each task that ranks options, over its test examples. */
  static Map<String, Guessing> guesses(Dataset<Row> prompts) {
    List<Row> rows =
        prompts
            .filter(col(PromptRows.SPLIT).equalTo(PreparedFolder.TEST))
            .filter(col(PromptRows.STYLE).notEqual(EvaluationRow.BASELINE))
            .filter("size(options) > 0")
            .groupBy(PromptRows.TASK, PromptRows.EXAMPLE_ID)
            .agg(
                min_by(
                        struct(PromptRows.OPTIONS, PromptRows.ANSWERS),
                        struct(PromptRows.STYLE, PromptRows.TEMPLATE))
                    .as("question"))
            .groupBy(PromptRows.TASK, "question.options", "question.answers")
            .agg(count(lit(1)).as("examples"))
            .collectAsList();
    Map<String, List<Guessing.Counted>> questions = new TreeMap<>();
    rows.forEach(
        row ->
            questions
                .computeIfAbsent(row.getAs(PromptRows.TASK), task -> new ArrayList<>())
                .add(question(row)));
    Map<String, Guessing> guesses = new TreeMap<>();
    questions.forEach((task, counted) -> guesses.put(task, Guessing.of(counted)));
    return guesses;
  }

  private static Guessing.Counted question(Row row) {
    return new Guessing.Counted(
        new Guessing.Question(
            row.getList(row.fieldIndex(PromptRows.OPTIONS)),
            Set.copyOf(row.<Integer>getList(row.fieldIndex(PromptRows.ANSWERS)))),
        row.<Long>getAs("examples"));
  }
}
