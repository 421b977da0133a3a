package org.flanspark.tuning.evaluation;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.flanspark.tuning.evaluation.answer.PromptRows;
import org.flanspark.tuning.metric.Guesser;
import org.flanspark.tuning.metric.Guessing;
import org.flanspark.tuning.metric.MetricFamily;

/** The questions of one task to what guessing comes to, in an executor, as they stream. */
final class TaskGuesses implements FlatMapGroupsFunction<Row, Row, Row> {
  private static final long serialVersionUID = 1L;

  static final String MAJORITY = "majority";
  static final String CHANCE = "chance";

  /** What a task's questions have in common. */
  static final StructType KEYS =
      new StructType()
          .add(PromptRows.TASK, DataTypes.StringType, false)
          .add(PromptRows.METRIC, DataTypes.StringType, false);

  static final StructType SCHEMA =
      new StructType()
          .add(PromptRows.TASK, DataTypes.StringType, false)
          .add(MAJORITY, DataTypes.DoubleType, true)
          .add(CHANCE, DataTypes.DoubleType, true);

  static Row key(Row question) {
    return RowFactory.create(
        question.<String>getAs(PromptRows.TASK), question.<String>getAs(PromptRows.METRIC));
  }

  @Override
  public Iterator<Row> call(Row key, Iterator<Row> questions) {
    Guesser guesser = new Guesser(MetricFamily.named(key.getAs(PromptRows.METRIC)));
    questions.forEachRemaining(row -> guesser.add(PromptRows.question(row)));
    Guessing guessing = guesser.guessing();
    return List.of(
            RowFactory.create(
                key.<String>getAs(PromptRows.TASK), guessing.majority(), guessing.chance()))
        .iterator();
  }
}
