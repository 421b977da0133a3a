package org.flanspark.tuning.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.flanspark.config.Normalisation;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.evaluation.answer.PromptRows;

/**
 * One model's score on a task, and what it would have been on other draws of as many examples: the
 * first metric, mean over the templates of one style. The draws of a task are the same for all
 * models and ways of asking.
 *
 * @param model its role
 * @param asking how it was asked
 * @param value the score
 * @param draws the scores of the draws
 */
record Replicates(
    String task, String cluster, String model, Asking asking, double value, List<Double> draws) {
  Replicates {
    draws = List.copyOf(draws);
  }

  /** The column that says whose a prediction is. */
  static final String MODEL = "model";

  /** What is drawn: an example, or all that belong to one question. */
  static final String UNIT = "unit";

  /**
   * Of the test split, of every way of asking.
   *
   * @param predictions of several models, told apart by {@link #MODEL}
   */
  static List<Replicates> of(Dataset<Row> predictions, Normalisation normalisation, long seed) {
    Column[] order = {
      col(UNIT),
      col(MODEL),
      col(PromptRows.STYLE),
      col(PromptRows.SHOTS),
      col(PromptRows.TEMPLATE),
      col(PromptRows.EXAMPLE_ID)
    };
    return predictions
        .filter(col(PromptRows.SPLIT).equalTo(PreparedFolder.TEST))
        .withColumn(UNIT, unit())
        .groupByKey((MapFunction<Row, Row>) TaskBootstrap::key, Encoders.row(TaskBootstrap.KEYS))
        .flatMapSortedGroups(
            order, new TaskBootstrap(normalisation, seed), Encoders.row(TaskBootstrap.SCHEMA))
        .collectAsList()
        .stream()
        .map(TaskBootstrap::replicates)
        .toList();
  }

  private static Column unit() {
    return when(col(PromptRows.GROUP).equalTo(""), col(PromptRows.EXAMPLE_ID))
        .otherwise(col(PromptRows.GROUP));
  }
}
