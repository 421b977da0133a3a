package org.flanspark.tuning.evaluation;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.tuning.metric.AnsweredPrompt;
import org.flanspark.tuning.metric.Question;
import scala.collection.JavaConverters;

/** The table {@code results/predictions}: one row for each prompt that a model answered. */
final class PredictionRows {
  static final String ANSWER = "answer";
  static final String SCORES = "scores";
  static final String RIGHT = "right";
  static final String CHOSEN = "chosen";

  static final StructType SCHEMA =
      new StructType()
          .add(PromptRows.SPLIT, DataTypes.StringType, false)
          .add(PromptRows.TASK, DataTypes.StringType, false)
          .add(PromptRows.CLUSTER, DataTypes.StringType, false)
          .add(PromptRows.HELD_OUT, DataTypes.BooleanType, false)
          .add(PromptRows.EXAMPLE_ID, DataTypes.StringType, false)
          .add(PromptRows.GROUP, DataTypes.StringType, false)
          .add(PromptRows.STYLE, DataTypes.StringType, false)
          .add(PromptRows.TEMPLATE, DataTypes.IntegerType, false)
          .add(PromptRows.SHOTS, DataTypes.IntegerType, false)
          .add(PromptRows.METRIC, DataTypes.StringType, false)
          .add(PromptRows.OPTIONS, list(DataTypes.StringType), false)
          .add(PromptRows.ANSWERS, list(DataTypes.IntegerType), false)
          .add(PromptRows.REFERENCES, list(DataTypes.StringType), false)
          .add("option_scores", list(DataTypes.DoubleType), false)
          .add(CHOSEN, DataTypes.IntegerType, true)
          .add(ANSWER, DataTypes.StringType, false)
          .add(
              SCORES,
              DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType, false),
              false)
          .add(RIGHT, DataTypes.BooleanType, false);

  private PredictionRows() {}

  /** The row of a prediction, in the order of {@link #SCHEMA}. */
  static Row toRow(String split, Prediction prediction) {
    EvaluationRow row = prediction.row();
    return RowFactory.create(
        split,
        row.task(),
        row.cluster(),
        row.heldOut(),
        row.exampleId(),
        row.group(),
        row.style(),
        row.template(),
        row.shots(),
        row.metric(),
        row.options().toArray(),
        row.answers().toArray(),
        row.references().toArray(),
        prediction.optionScores().toArray(),
        prediction.chosen(),
        prediction.answer(),
        JavaConverters.mapAsScalaMap(prediction.scores()),
        prediction.right());
  }

  /** The answered prompt that a row of this table holds. */
  static AnsweredPrompt answered(Row row) {
    Question question = PromptRows.question(row);
    int chosen = row.fieldIndex(CHOSEN);
    return row.isNullAt(chosen)
        ? question.writing(row.getAs(ANSWER))
        : question.choosing(row.getInt(chosen));
  }

  private static DataType list(DataType element) {
    return DataTypes.createArrayType(element, false);
  }
}
