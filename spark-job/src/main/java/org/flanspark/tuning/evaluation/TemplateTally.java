package org.flanspark.tuning.evaluation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.flanspark.config.Normalisation;
import org.flanspark.tuning.evaluation.answer.PromptRows;
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
  static final String NORMALISATIONS = "normalisations";

  private static final DataType NUMBERS =
      DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType, false);

  /** What a group's predictions have in common. */
  static final StructType KEYS =
      new StructType()
          .add(PromptRows.SPLIT, DataTypes.StringType, false)
          .add(PromptRows.TASK, DataTypes.StringType, false)
          .add(PromptRows.CLUSTER, DataTypes.StringType, false)
          .add(PromptRows.HELD_OUT, DataTypes.BooleanType, false)
          .add(PromptRows.METRIC, DataTypes.StringType, false)
          .add(PromptRows.STYLE, DataTypes.StringType, false)
          .add(PromptRows.SHOTS, DataTypes.IntegerType, false)
          .add(PromptRows.TEMPLATE, DataTypes.IntegerType, false);

  static final StructType SCHEMA =
      KEYS.add(EXAMPLES, DataTypes.LongType, false)
          .add(PredictionRows.SCORES, NUMBERS, false)
          .add(NORMALISATIONS, NUMBERS, false)
          .add(SIGNATURE, DataTypes.StringType, false);

  static Row key(Row prediction) {
    return RowFactory.create(
        Arrays.stream(KEYS.fieldNames()).map(name -> prediction.<Object>getAs(name)).toArray());
  }

  private final Normalisation normalisation;

  /** Tallies what is chosen by a normalisation, and the first number by all others too. */
  TemplateTally(Normalisation normalisation) {
    this.normalisation = normalisation;
  }

  @Override
  public Iterator<Row> call(Row key, Iterator<Row> predictions) {
    MetricFamily family = MetricFamily.named(key.getAs(PromptRows.METRIC));
    Map<Normalisation, Tally> tallies = new EnumMap<>(Normalisation.class);
    long examples = 0;
    while (predictions.hasNext()) {
      Row prediction = predictions.next();
      for (Normalisation each : normalisations(prediction)) {
        tallies
            .computeIfAbsent(each, any -> family.tally())
            .add(PredictionRows.answered(prediction, each));
      }
      examples++;
    }
    Tally main = Objects.requireNonNull(tallies.get(normalisation));
    Object[] values = new Object[SCHEMA.size()];
    for (int i = 0; i < KEYS.size(); i++) {
      values[i] = key.get(i);
    }
    values[SCHEMA.fieldIndex(EXAMPLES)] = examples;
    values[SCHEMA.fieldIndex(PredictionRows.SCORES)] = JavaConverters.mapAsScalaMap(main.scores());
    values[SCHEMA.fieldIndex(NORMALISATIONS)] =
        JavaConverters.mapAsScalaMap(firstNumbers(family, tallies));
    values[SCHEMA.fieldIndex(SIGNATURE)] = main.signature();
    return List.of(RowFactory.create(values)).iterator();
  }

  /** Text has no options to be normalised. */
  private Set<Normalisation> normalisations(Row prediction) {
    return PromptRows.question(prediction).isRanked()
        ? EnumSet.allOf(Normalisation.class)
        : EnumSet.of(normalisation);
  }

  private static Map<String, Double> firstNumbers(
      MetricFamily family, Map<Normalisation, Tally> tallies) {
    Map<String, Double> numbers = new TreeMap<>();
    if (tallies.size() > 1) {
      tallies.forEach(
          (each, tally) ->
              numbers.put(
                  each.label(), Objects.requireNonNull(tally.scores().get(family.first()))));
    }
    return numbers;
  }
}
