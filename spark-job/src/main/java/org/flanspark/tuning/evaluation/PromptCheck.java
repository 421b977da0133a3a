package org.flanspark.tuning.evaluation;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import java.util.Comparator;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.evaluation.answer.PromptRows;
import org.flanspark.tuning.metric.MetricFamily;
import org.flanspark.tuning.metric.NumberTexts;
import org.flanspark.tuning.model.ModelShape;

/** Prompts that could not be answered or scored are refused before a model starts. */
final class PromptCheck {
  private static final String UNANSWERABLE = "unanswerable";
  private static final String TOKENS = "tokens";
  private static final String COUNT = "count";
  private static final String HAS_GROUP = "has_group";
  private static final String IS_NUMERIC = "is_numeric";

  private PromptCheck() {}

  /**
   * Checks every prompt.
   *
   * @throws DataException naming one that does not fit the model or has nothing right, or a task
   *     that its metric cannot measure
   */
  static void check(Dataset<Row> prompts, ModelShape shape) {
    Dataset<Row> refused =
        prompts
            .select(
                col(PromptRows.EXAMPLE_ID), hasNothingRight().as(UNANSWERABLE), tokens().as(TOKENS))
            .filter(col(UNANSWERABLE).or(col(TOKENS).gt(shape.context())));
    for (Row row : refused.limit(1).collectAsList()) {
      throw new DataException(problem(row, shape));
    }
    checkMetrics(prompts);
  }

  private static void checkMetrics(Dataset<Row> prompts) {
    prompts
        .select(
            col(PromptRows.TASK),
            col(PromptRows.METRIC),
            size(col(PromptRows.OPTIONS)).as(COUNT),
            col(PromptRows.GROUP).notEqual("").as(HAS_GROUP),
            isNumeric().as(IS_NUMERIC))
        .distinct()
        .collectAsList()
        .stream()
        .map(PromptCheck::use)
        .sorted(Comparator.comparing(MetricUse::task).thenComparing(MetricUse::options))
        .map(MetricUse::problem)
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(
            problem -> {
              throw new DataException(problem);
            });
  }

  private static MetricUse use(Row row) {
    return new MetricUse(
        row.getAs(PromptRows.TASK),
        row.getAs(PromptRows.METRIC),
        row.<Integer>getAs(COUNT),
        row.<Boolean>getAs(HAS_GROUP),
        row.<Boolean>getAs(IS_NUMERIC));
  }

  private static Column isRanked() {
    return size(col(PromptRows.OPTIONS)).gt(0);
  }

  private static Column hasNothingRight() {
    Column noAnswer = size(col(PromptRows.ANSWERS)).equalTo(0);
    Column noReference = size(col(PromptRows.REFERENCES)).equalTo(0);
    return isRanked().and(noAnswer).or(not(isRanked()).and(noReference));
  }

  /** Of what is to be correlated: the first reference, or else the first right option. */
  private static Column isNumeric() {
    Column right =
        when(size(col(PromptRows.REFERENCES)).gt(0), element_at(col(PromptRows.REFERENCES), 1))
            .otherwise(
                element_at(
                    col(PromptRows.OPTIONS), element_at(col(PromptRows.ANSWERS), 1).plus(1)));
    return col(PromptRows.METRIC)
        .equalTo(MetricFamily.CORRELATION.label())
        .and(coalesce(right.rlike("^" + NumberTexts.DECIMAL + "$"), lit(false)));
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
    return """
    Cannot evaluate %s: its prompt and answer have %s tokens, expected at most the model's \
    context of %s; lower packing.max-input and run prepare again\
    """
        .formatted(
            row.<String>getAs(PromptRows.EXAMPLE_ID), row.<Integer>getAs(TOKENS), shape.context());
  }
}
