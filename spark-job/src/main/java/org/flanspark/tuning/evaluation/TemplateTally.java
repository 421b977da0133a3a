package org.flanspark.tuning.evaluation;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.flanspark.tuning.metric.MetricFamily;
import org.flanspark.tuning.metric.Tally;
import scala.collection.JavaConverters;

/**
 * The predictions of one task, split and template to its scores, in an executor, as they stream.
 */
final class TemplateTally implements FlatMapGroupsFunction<Row, Row, Row> {
  private static final long serialVersionUID = 1L;

  static final String EXAMPLES = "examples";
  static final String SIGNATURE = "signature";

  /** What a group's predictions have in common. */
  static final StructType KEYS =
      new StructType()
          .add(PromptRows.SPLIT, DataTypes.StringType, false)
          .add(PromptRows.TASK, DataTypes.StringType, false)
          .add(PromptRows.CLUSTER, DataTypes.StringType, false)
          .add(PromptRows.HELD_OUT, DataTypes.BooleanType, false)
          .add(PromptRows.METRIC, DataTypes.StringType, false)
          .add(PromptRows.STYLE, DataTypes.StringType, false)
          .add(PromptRows.TEMPLATE, DataTypes.IntegerType, false);

  static final StructType SCHEMA =
      KEYS.add(EXAMPLES, DataTypes.LongType, false)
          .add(
              PredictionRows.SCORES,
              DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType, false),
              false)
          .add(SIGNATURE, DataTypes.StringType, false);

  static Row key(Row prediction) {
    return RowFactory.create(
        Arrays.stream(KEYS.fieldNames()).map(name -> prediction.<Object>getAs(name)).toArray());
  }

  @Override
  public Iterator<Row> call(Row key, Iterator<Row> predictions) {
    Tally tally = MetricFamily.named(key.getAs(PromptRows.METRIC)).tally();
    long examples = 0;
    while (predictions.hasNext()) {
      tally.add(PredictionRows.answered(predictions.next()));
      examples++;
    }
    Object[] values = new Object[SCHEMA.size()];
    for (int i = 0; i < KEYS.size(); i++) {
      values[i] = key.get(i);
    }
    values[SCHEMA.fieldIndex(EXAMPLES)] = examples;
    values[SCHEMA.fieldIndex(PredictionRows.SCORES)] = JavaConverters.mapAsScalaMap(tally.scores());
    values[SCHEMA.fieldIndex(SIGNATURE)] = tally.signature();
    return List.of(RowFactory.create(values)).iterator();
  }
}
