package org.flanspark.tuning.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.udf;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.tuning.evaluation.answer.PromptRows;

/** A few answers of each task: right and wrong ones, with its first template, chosen by a hash. */
final class SampleSelection {
  private static final int OF_EACH_KIND = 2;
  private static final String UNTUNED_ANSWER = "untuned_answer";
  private static final String[] PROMPT = {
    PromptRows.SPLIT,
    PromptRows.TASK,
    PromptRows.EXAMPLE_ID,
    PromptRows.STYLE,
    PromptRows.SHOTS,
    PromptRows.TEMPLATE
  };

  private SampleSelection() {}

  /**
   * The samples, sorted by task, right ones first.
   *
   * @param untuned the other model's predictions, where there are any
   * @param tokenizer that the prompts were cut with
   */
  static List<SampleAnswer> choose(
      Dataset<Row> prompts,
      Dataset<Row> tuned,
      Optional<Dataset<Row>> untuned,
      Tokenizer tokenizer,
      long seed) {
    Dataset<Row> other = untuned.orElseGet(() -> tuned.limit(0));
    return chosen(tuned, seed)
        .join(prompts.select(columns(PROMPT, PromptRows.PROMPT_IDS)), PROMPT)
        .join(
            other
                .withColumnRenamed(PredictionRows.ANSWER, UNTUNED_ANSWER)
                .select(columns(PROMPT, UNTUNED_ANSWER)),
            PROMPT,
            "left_outer")
        .collectAsList()
        .stream()
        .map(row -> sample(row, tokenizer))
        .sorted(
            Comparator.comparing(SampleAnswer::task)
                .thenComparing(SampleAnswer::right, Comparator.reverseOrder())
                .thenComparing(SampleAnswer::exampleId))
        .toList();
  }

  private static Dataset<Row> chosen(Dataset<Row> predictions, long seed) {
    UserDefinedFunction hash =
        udf((UDF1<String, Long>) id -> ExampleChoice.order(seed, id), DataTypes.LongType);
    return predictions
        .filter(col(PromptRows.STYLE).equalTo(EvaluationRow.INSTRUCTIONS))
        .withColumn("first_split", min(PromptRows.SPLIT).over(Window.partitionBy(PromptRows.TASK)))
        .withColumn(
            "first_template",
            min(PromptRows.TEMPLATE).over(Window.partitionBy(PromptRows.TASK, PromptRows.SPLIT)))
        .withColumn(
            "fewest_shots",
            min(PromptRows.SHOTS).over(Window.partitionBy(PromptRows.TASK, PromptRows.SPLIT)))
        .filter(col(PromptRows.SPLIT).equalTo(col("first_split")))
        .filter(col(PromptRows.SHOTS).equalTo(col("fewest_shots")))
        .filter(col(PromptRows.TEMPLATE).equalTo(col("first_template")))
        .withColumn(
            "place",
            row_number()
                .over(
                    Window.partitionBy(PromptRows.TASK, PredictionRows.RIGHT)
                        .orderBy(
                            hash.apply(col(PromptRows.EXAMPLE_ID)), col(PromptRows.EXAMPLE_ID))))
        .filter(col("place").leq(OF_EACH_KIND));
  }

  private static Column[] columns(String[] names, String more) {
    return Stream.concat(Arrays.stream(names), Stream.of(more))
        .map(functions::col)
        .toArray(Column[]::new);
  }

  private static SampleAnswer sample(Row row, Tokenizer tokenizer) {
    List<Integer> promptIds = row.getList(row.fieldIndex(PromptRows.PROMPT_IDS));
    return new SampleAnswer(
        row.getAs(PromptRows.TASK),
        row.getAs(PromptRows.CLUSTER),
        row.<Boolean>getAs(PromptRows.HELD_OUT),
        row.getAs(PromptRows.EXAMPLE_ID),
        row.<Integer>getAs(PromptRows.TEMPLATE),
        tokenizer.decode(TokenIds.copyOf(promptIds)),
        expected(row),
        row.getAs(PredictionRows.ANSWER),
        row.<Boolean>getAs(PredictionRows.RIGHT),
        row.getAs(UNTUNED_ANSWER));
  }

  private static List<String> expected(Row row) {
    List<String> options = row.getList(row.fieldIndex(PromptRows.OPTIONS));
    if (options.isEmpty()) {
      return row.getList(row.fieldIndex(PromptRows.REFERENCES));
    }
    List<Integer> answers = row.getList(row.fieldIndex(PromptRows.ANSWERS));
    return answers.stream().map(options::get).toList();
  }
}
