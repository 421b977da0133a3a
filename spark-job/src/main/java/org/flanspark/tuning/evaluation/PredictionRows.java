package org.flanspark.tuning.evaluation;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.flanspark.data.shard.EvaluationRow;
import scala.collection.JavaConverters;

/** The table {@code results/predictions}: one row for each prompt that a model answered. */
final class PredictionRows {
  static final String ANSWER = "answer";
  static final String SCORES = "scores";
  static final String RIGHT = "right";
  static final String REFERENCES = "references";

  static final StructType SCHEMA =
      new StructType()
          .add(PromptRows.SPLIT, DataTypes.StringType, false)
          .add(PromptRows.TASK, DataTypes.StringType, false)
          .add(PromptRows.CLUSTER, DataTypes.StringType, false)
          .add(PromptRows.HELD_OUT, DataTypes.BooleanType, false)
          .add(PromptRows.EXAMPLE_ID, DataTypes.StringType, false)
          .add("group", DataTypes.StringType, false)
          .add(PromptRows.STYLE, DataTypes.StringType, false)
          .add(PromptRows.TEMPLATE, DataTypes.IntegerType, false)
          .add("shots", DataTypes.IntegerType, false)
          .add(PromptRows.METRIC, DataTypes.StringType, false)
          .add(PromptRows.OPTIONS, list(DataTypes.StringType), false)
          .add(PromptRows.ANSWERS, list(DataTypes.IntegerType), false)
          .add(REFERENCES, list(DataTypes.StringType), false)
          .add("option_scores", list(DataTypes.DoubleType), false)
          .add("chosen", DataTypes.IntegerType, true)
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

  private static DataType list(DataType element) {
    return DataTypes.createArrayType(element, false);
  }
}
