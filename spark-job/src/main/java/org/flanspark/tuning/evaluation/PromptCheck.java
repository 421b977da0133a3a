package org.flanspark.tuning.evaluation;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.transform;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.metric.MetricNames;
import org.flanspark.tuning.model.ModelShape;

/** Prompts that could not be answered or scored are refused before a model starts. */
final class PromptCheck {
  private static final String UNANSWERABLE = "unanswerable";
  private static final String UNMEASURABLE = "unmeasurable";
  private static final String TOKENS = "tokens";

  private PromptCheck() {}

  /**
   * Checks every prompt.
   *
   * @throws DataException naming one that does not fit the model, has nothing right, or has a
   *     metric that its kind does not allow
   */
  static void check(Dataset<Row> prompts, ModelShape shape) {
    Dataset<Row> refused =
        prompts
            .select(
                col(PromptRows.EXAMPLE_ID),
                col(PromptRows.TASK),
                col(PromptRows.METRIC),
                hasNothingRight().as(UNANSWERABLE),
                hasUnfitMetric().as(UNMEASURABLE),
                tokens().as(TOKENS))
            .filter(col(UNANSWERABLE).or(col(UNMEASURABLE)).or(col(TOKENS).gt(shape.context())));
    for (Row row : refused.limit(1).collectAsList()) {
      throw new DataException(problem(row, shape));
    }
  }

  private static Column isRanked() {
    return size(col(PromptRows.OPTIONS)).gt(0);
  }

  private static Column hasNothingRight() {
    Column noAnswer = size(col(PromptRows.ANSWERS)).equalTo(0);
    Column noReference = size(col(PredictionRows.REFERENCES)).equalTo(0);
    return isRanked().and(noAnswer).or(not(isRanked()).and(noReference));
  }

  private static Column hasUnfitMetric() {
    Column metric = col(PromptRows.METRIC);
    Column unknown =
        not(metric.isin(MetricNames.ACCURACY, MetricNames.EXACT_MATCH, MetricNames.TOKEN_F1));
    return unknown.or(isRanked().and(metric.notEqual(MetricNames.ACCURACY)));
  }

  /** Of the prompt and its longest option; a generated answer needs room for one at least. */
  private static Column tokens() {
    Column options = transform(col(PromptRows.OPTION_IDS), ids -> size(ids));
    return size(col(PromptRows.PROMPT_IDS)).plus(coalesce(array_max(options), lit(1)));
  }

  private static String problem(Row row, ModelShape shape) {
    if (row.<Boolean>getAs(UNANSWERABLE)) {
      return "Invalid evaluation prompt %s: it has no right answer; run prepare again"
          .formatted(row.<String>getAs(PromptRows.EXAMPLE_ID));
    }
    if (row.<Boolean>getAs(UNMEASURABLE)) {
      return "Invalid metric of task %s: %s, expected accuracy for ranked options, or accuracy, exact-match or token-f1 for generated text"
          .formatted(row.<String>getAs(PromptRows.TASK), row.<String>getAs(PromptRows.METRIC));
    }
    return """
    Cannot evaluate %s: its prompt and answer have %s tokens, expected at most the model's \
    context of %s; lower packing.max-input and run prepare again\
    """
        .formatted(
            row.<String>getAs(PromptRows.EXAMPLE_ID), row.<Integer>getAs(TOKENS), shape.context());
  }
}
