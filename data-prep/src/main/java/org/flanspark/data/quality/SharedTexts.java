package org.flanspark.data.quality;

import static org.flanspark.data.quality.Texts.columns;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The tables between the two sides: each {@link SharedText} with the record that it stands in. */
final class SharedTexts {
  private static final String HASH = "hash";

  /** The place of a text among those found in its training example. */
  private static final String PLACE = "place";

  private static final String RANK = "rank";

  /** By these the two sides meet; the text is among them, so that no hash decides. */
  private static final String[] SHARED = {Hits.KIND, HASH, Hits.TEXT};

  private static final StructType TEXTS =
      new StructType()
          .add(Hits.KIND, DataTypes.StringType)
          .add(HASH, DataTypes.LongType)
          .add(Hits.TEXT, DataTypes.StringType);

  private static final StructType IN_TRAINING =
      TEXTS
          .add(Texts.TASK, DataTypes.IntegerType)
          .add(Texts.EXAMPLE_ID, DataTypes.StringType)
          .add(PLACE, DataTypes.IntegerType);

  private static final StructType IN_EVALUATION =
      TEXTS
          .add(Hits.EVALUATION_TASK, DataTypes.IntegerType)
          .add(Hits.EVALUATION_ID, DataTypes.StringType)
          .add(Hits.EVALUATION_SPLIT, DataTypes.StringType)
          .add(Texts.HELD_OUT, DataTypes.BooleanType);

  private SharedTexts() {}

  /** The texts of training examples whose hash is indexed. */
  static Dataset<Row> inTraining(
      Dataset<Row> training, InputSearch search, Broadcast<InputIndex> index) {
    return Texts.candidates(training)
        .flatMap(
            (FlatMapFunction<Row, Row>) row -> inTraining(row, search, index.value()),
            Encoders.row(IN_TRAINING));
  }

  /** The texts of evaluation inputs that stand in training examples too. */
  static Dataset<Row> inEvaluation(
      Dataset<Row> evaluation,
      InputSearch search,
      Broadcast<HashIndex> seen,
      Dataset<Row> inTraining) {
    Dataset<Row> found =
        Texts.evaluation(evaluation)
            .flatMap(
                (FlatMapFunction<Row, Row>) row -> inEvaluation(row, search, seen.value()),
                Encoders.row(IN_EVALUATION));
    return verified(found, inTraining);
  }

  /** The texts found that stand in training examples, and not only share a hash with one there. */
  static Dataset<Row> verified(Dataset<Row> found, Dataset<Row> inTraining) {
    return found.join(inTraining.select(columns(SHARED)), SHARED, "left_semi");
  }

  /** The hashes of texts found; no more than the index has that found them. */
  static HashIndex hashes(Dataset<Row> inTraining) {
    return HashIndex.of(
        inTraining
            .select(HASH)
            .distinct()
            .toJavaRDD()
            .mapPartitions(rows -> List.of(hashes(rows)).iterator())
            .collect());
  }

  /**
   * A row for each training example and evaluation record that share a text, with the first of
   * these. Of the records of an evaluated task that share one text, only the first {@link
   * Contamination#MAX_EVIDENCES} are paired, or a phrase that is common on both sides would give
   * their product: no training example is missed by that, and none of its first evidences.
   */
  static Dataset<Row> pairs(Dataset<Row> inTraining, Dataset<Row> inEvaluation) {
    Dataset<Row> few =
        first(
            Contamination.MAX_EVIDENCES,
            inEvaluation,
            columns(Hits.KIND, HASH, Hits.TEXT, Hits.EVALUATION_TASK),
            columns(Hits.EVALUATION_SPLIT, Hits.EVALUATION_ID));
    return first(
            1,
            inTraining.join(few, SHARED, "inner"),
            columns(
                Texts.TASK,
                Texts.EXAMPLE_ID,
                Hits.EVALUATION_TASK,
                Hits.EVALUATION_SPLIT,
                Hits.EVALUATION_ID),
            new Column[] {Hits.wholeFirst(), functions.col(PLACE), functions.col(Hits.TEXT)})
        .select(columns(Hits.SCHEMA.fieldNames()));
  }

  /** The first rows of each group in an order. */
  static Dataset<Row> first(int count, Dataset<Row> rows, Column[] group, Column[] order) {
    return rows.withColumn(
            RANK, functions.row_number().over(Window.partitionBy(group).orderBy(order)))
        .where(functions.col(RANK).leq(count))
        .drop(RANK);
  }

  private static Iterator<Row> inTraining(Row row, InputSearch search, InputIndex index) {
    List<Row> found = new ArrayList<>();
    for (SharedText text : search.ofTraining(Texts.inputs(row), index)) {
      found.add(
          RowFactory.create(
              text.kind().code(),
              text.hash(),
              text.text(),
              Texts.task(row),
              Texts.exampleId(row),
              found.size()));
    }
    return found.iterator();
  }

  private static Iterator<Row> inEvaluation(Row row, InputSearch search, HashIndex seen) {
    List<Row> found = new ArrayList<>();
    for (SharedText text : search.ofEvaluation(Texts.inputs(row), seen)) {
      found.add(
          RowFactory.create(
              text.kind().code(),
              text.hash(),
              text.text(),
              Texts.task(row),
              Texts.exampleId(row),
              Texts.split(row),
              Texts.isHeldOut(row)));
    }
    return found.iterator();
  }

  private static long[] hashes(Iterator<Row> rows) {
    LongStream.Builder hashes = LongStream.builder();
    rows.forEachRemaining(row -> hashes.add(row.getLong(0)));
    return hashes.build().toArray();
  }
}
