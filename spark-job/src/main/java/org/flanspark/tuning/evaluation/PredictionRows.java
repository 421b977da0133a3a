package org.flanspark.tuning.evaluation;

import java.io.Serializable;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.flanspark.config.Normalisation;
import org.flanspark.tuning.evaluation.answer.AnswerRows;
import org.flanspark.tuning.evaluation.answer.KeptAnswer;
import org.flanspark.tuning.evaluation.answer.PromptRows;
import org.flanspark.tuning.metric.AnsweredPrompt;
import org.flanspark.tuning.metric.MetricFamily;
import org.flanspark.tuning.metric.Question;
import org.flanspark.tuning.metric.RankedOptions;
import scala.collection.JavaConverters;

/**
 * The table {@code results/predictions}: one row for each prompt that a model answered, with the
 * kept answer's columns, what was chosen by the evaluation's normalisation, and what the task's
 * metric says of it.
 */
final class PredictionRows {
  static final String ANSWER = "answer";
  static final String SCORES = "scores";
  static final String RIGHT = "right";
  static final String CHOSEN = "chosen";

  static final StructType SCHEMA =
      AnswerRows.SCHEMA
          .add(PromptRows.HELD_OUT, DataTypes.BooleanType, false)
          .add(CHOSEN, DataTypes.IntegerType, true)
          .add(ANSWER, DataTypes.StringType, false)
          .add(
              SCORES,
              DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType, false),
              false)
          .add(RIGHT, DataTypes.BooleanType, false);

  private PredictionRows() {}

  /**
   * What answers come to.
   *
   * @param answers with the columns of {@link AnswerRows} and {@code held_out}
   */
  static Dataset<Row> of(Dataset<Row> answers, Normalisation normalisation) {
    return answers
        .select(
            Stream.concat(AnswerRows.columns().stream(), Stream.of(PromptRows.HELD_OUT))
                .map(functions::col)
                .toArray(Column[]::new))
        .map(new Predicting(normalisation), Encoders.row(SCHEMA));
  }

  private record Predicting(Normalisation normalisation)
      implements MapFunction<Row, Row>, Serializable {
    @Override
    public Row call(Row answer) {
      AnsweredPrompt answered = answered(answer, normalisation);
      MetricFamily family = MetricFamily.named(answer.getAs(PromptRows.METRIC));
      Object[] values = new Object[SCHEMA.size()];
      for (int i = 0; i < answer.size(); i++) {
        values[i] = answer.get(i);
      }
      values[SCHEMA.fieldIndex(CHOSEN)] =
          answered.question().isRanked() ? (Integer) answered.chosen() : null;
      values[SCHEMA.fieldIndex(ANSWER)] = answered.text();
      values[SCHEMA.fieldIndex(SCORES)] = JavaConverters.mapAsScalaMap(family.scores(answered));
      values[SCHEMA.fieldIndex(RIGHT)] = family.isRight(answered);
      return RowFactory.create(values);
    }
  }

  /** What a row of this table or of {@link AnswerRows} says by a normalisation of its options. */
  static AnsweredPrompt answered(Row row, Normalisation normalisation) {
    Question question = PromptRows.question(row);
    return question.isRanked()
        ? question.choosing(RankedOptions.best(AnswerRows.likelihoods(row).scores(normalisation)))
        : question.writing(row.getAs(KeptAnswer.TEXT));
  }
}
