package org.flanspark.tuning.evaluation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.flanspark.config.Normalisation;
import org.flanspark.data.shard.StableHash;
import org.flanspark.tuning.evaluation.answer.AnswerRows;
import org.flanspark.tuning.evaluation.answer.PromptRows;
import org.flanspark.tuning.metric.AnsweredPrompt;
import org.flanspark.tuning.metric.Bootstrap;
import org.flanspark.tuning.metric.MetricFamily;

/**
 * One task's predictions, unit by unit, to the draws of each model and way of asking, in an
 * executor.
 */
final class TaskBootstrap implements FlatMapGroupsFunction<Row, Row, Row> {
  private static final long serialVersionUID = 1L;

  /** Enough for two digits of a p-value of 0.05 (Davison and Hinkley 1997, section 4.2.5). */
  private static final int DRAWS = 1000;

  private static final String VALUE = "value";
  private static final String DRAWN = "draws";

  /** What a task's predictions have in common. */
  static final StructType KEYS =
      new StructType()
          .add(PromptRows.TASK, DataTypes.StringType, false)
          .add(PromptRows.CLUSTER, DataTypes.StringType, false)
          .add(PromptRows.METRIC, DataTypes.StringType, false);

  static final StructType SCHEMA =
      new StructType()
          .add(PromptRows.TASK, DataTypes.StringType, false)
          .add(PromptRows.CLUSTER, DataTypes.StringType, false)
          .add(Replicates.MODEL, DataTypes.StringType, false)
          .add(PromptRows.STYLE, DataTypes.StringType, false)
          .add(PromptRows.SHOTS, DataTypes.IntegerType, false)
          .add(VALUE, DataTypes.DoubleType, false)
          .add(DRAWN, AnswerRows.list(DataTypes.DoubleType), false);

  private final Normalisation normalisation;
  private final long seed;

  /** What is chosen by the normalisation is drawn from by the seed. */
  TaskBootstrap(Normalisation normalisation, long seed) {
    this.normalisation = normalisation;
    this.seed = seed;
  }

  private record Condition(String model, Asking asking) implements Comparable<Condition> {
    static Condition of(Row prediction) {
      return new Condition(prediction.getAs(Replicates.MODEL), askingOf(prediction));
    }

    @Override
    public int compareTo(Condition other) {
      int byModel = model.compareTo(other.model);
      return byModel != 0 ? byModel : asking.compareTo(other.asking);
    }
  }

  private static Asking askingOf(Row row) {
    return new Asking(row.getAs(PromptRows.STYLE), row.<Integer>getAs(PromptRows.SHOTS));
  }

  static Row key(Row prediction) {
    return RowFactory.create(
        prediction.<String>getAs(PromptRows.TASK),
        prediction.<String>getAs(PromptRows.CLUSTER),
        prediction.<String>getAs(PromptRows.METRIC));
  }

  static Replicates replicates(Row row) {
    return new Replicates(
        row.getAs(PromptRows.TASK),
        row.getAs(PromptRows.CLUSTER),
        row.getAs(Replicates.MODEL),
        askingOf(row),
        row.<Double>getAs(VALUE),
        row.getList(row.fieldIndex(DRAWN)));
  }

  @Override
  public Iterator<Row> call(Row key, Iterator<Row> predictions) {
    MetricFamily family = MetricFamily.named(key.getAs(PromptRows.METRIC));
    String task = key.getAs(PromptRows.TASK);
    long taskSeed = StableHash.of(seed, "bootstrap", task);
    Map<Condition, UnitSums> sums = new TreeMap<>();
    while (predictions.hasNext()) {
      Row prediction = predictions.next();
      AnsweredPrompt answered = PredictionRows.answered(prediction, normalisation);
      int options = answered.question().options().size();
      sums.computeIfAbsent(
              Condition.of(prediction), condition -> new UnitSums(family.firstNumber(options)))
          .add(
              prediction.getAs(Replicates.UNIT),
              prediction.<Integer>getAs(PromptRows.TEMPLATE),
              answered);
    }
    List<Row> rows = new ArrayList<>();
    sums.forEach(
        (condition, units) -> {
          Bootstrap bootstrap = units.bootstrap();
          rows.add(
              RowFactory.create(
                  task,
                  key.<String>getAs(PromptRows.CLUSTER),
                  condition.model(),
                  condition.asking().style(),
                  condition.asking().shots(),
                  bootstrap.value(),
                  bootstrap.replicates(DRAWS, taskSeed)));
        });
    return rows.iterator();
  }
}
