package org.flanspark.data.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.feature.MinHashLSH;
import org.apache.spark.ml.feature.MinHashLSHModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Records of nearly the same content: in each input field and in the answer, the Jaccard similarity
 * of the three-word shingles (see {@link Shingles}) is at least a given one.
 *
 * <p>A record goes if it is near an earlier one by task, order and example id, whether that one
 * stays or not: a chain of small changes leaves its first record alone, and what stays is near no
 * earlier record that it was compared with.
 *
 * <p>MLlib's min-hashes find the pairs to compare. Its own similarity join is not used: it compares
 * what agrees in any single hash, which among records on one subject is nearly everything. The
 * hashes are put together in {@link Bands} instead, a bucket's pairs are bounded by {@link
 * BucketPairs}, and each pair is then decided by its shingles, exactly. Identities and hashes are
 * shuffled, never a text.
 */
public final class NearDuplicates {
  /** How like the two are, in [0, 1]. */
  public static final String SIMILARITY = "similarity";

  private static final String KEPT_ORDER = "kept_order";
  private static final String KEPT = "kept";
  private static final String SHINGLES = "shingles";
  private static final String KEPT_SHINGLES = "kept_shingles";
  private static final String FEATURES = "features";
  private static final String MIN_HASHES = "min_hashes";
  private static final String BUCKET = "bucket";

  /** The prime that MinHashLSH hashes within: more features than that it refuses. */
  private static final int FEATURE_COUNT = 2_038_074_743;

  private static final StructType IDENTITY =
      new StructType()
          .add(Texts.TASK, DataTypes.IntegerType)
          .add(Texts.ORDER, DataTypes.LongType)
          .add(Texts.EXAMPLE_ID, DataTypes.StringType);

  private static final StructType SHINGLED = IDENTITY.add(SHINGLES, DataTypes.BinaryType);

  private static final StructType SKETCHED = IDENTITY.add(FEATURES, SQLDataTypes.VectorType());

  private static final StructType BUCKETS =
      new StructType()
          .add(BUCKET, DataTypes.LongType)
          .add(Texts.TASK, DataTypes.IntegerType)
          .add(Texts.ORDER, DataTypes.LongType)
          .add(Texts.EXAMPLE_ID, DataTypes.StringType);

  private static final StructType PAIRS =
      new StructType()
          .add(Texts.TASK, DataTypes.IntegerType)
          .add(Texts.EXAMPLE_ID, DataTypes.StringType)
          .add(Duplicates.KEPT_TASK, DataTypes.IntegerType)
          .add(KEPT_ORDER, DataTypes.LongType)
          .add(Duplicates.KEPT_ID, DataTypes.StringType);

  private NearDuplicates() {}

  /**
   * The records that go, in no order.
   *
   * <pre>
   * task INT, example_id STRING, kept_task INT, kept_id STRING, similarity DOUBLE
   * </pre>
   *
   * <p>{@code kept_task} and {@code kept_id} are the earliest record that it was found near; in a
   * chain that one may be among those that go. Exact duplicates are found as well, but {@link
   * Duplicates} is far cheaper: leave out first what it finds. The candidates are read three times:
   * persist them if they are dear.
   *
   * @param candidates rows of {@link Texts#CANDIDATES}; those without any text are near nothing
   * @param similarity the least that counts as near, in (0, 1]
   * @param seed of the min-hashes; at most one in a thousand pairs of just that similarity is
   *     missed
   */
  public static Dataset<Row> find(Dataset<Row> candidates, double similarity, long seed) {
    if (!(similarity > 0 && similarity <= 1)) {
      throw new IllegalArgumentException(
          "Invalid similarity: " + similarity + ", expected more than 0 and at most 1");
    }
    Dataset<Row> shingled =
        Texts.candidates(candidates)
            .flatMap((FlatMapFunction<Row, Row>) NearDuplicates::shingled, Encoders.row(SHINGLED));
    Column near = functions.col(SIMILARITY).geq(similarity);
    return earliest(compared(pairs(shingled, similarity, seed), shingled).where(near));
  }

  private static Iterator<Row> shingled(Row row) {
    long[] shingles = Shingles.of(Texts.content(row));
    // MinHashLSH fails on a record without features.
    return shingles.length == 0
        ? List.<Row>of().iterator()
        : List.of(
                RowFactory.create(
                    Texts.task(row),
                    Texts.order(row),
                    Texts.exampleId(row),
                    Shingles.toBytes(shingles)))
            .iterator();
  }

  private static Dataset<Row> pairs(Dataset<Row> shingled, double similarity, long seed) {
    Bands bands = Bands.of(similarity);
    Dataset<Row> sketched =
        shingled.map((MapFunction<Row, Row>) NearDuplicates::sketched, Encoders.row(SKETCHED));
    return model(shingled.sparkSession(), bands, seed)
        .transform(sketched)
        .flatMap((FlatMapFunction<Row, Row>) row -> buckets(row, bands), Encoders.row(BUCKETS))
        .repartition(functions.col(BUCKET))
        .sortWithinPartitions(BUCKET, Texts.TASK, Texts.ORDER, Texts.EXAMPLE_ID)
        .mapPartitions((MapPartitionsFunction<Row, Row>) BucketPairs::new, Encoders.row(PAIRS))
        .distinct();
  }

  /** Fitting looks at nothing but the number of features, so one row of no meaning will do. */
  private static MinHashLSHModel model(SparkSession spark, Bands bands, long seed) {
    StructType features = new StructType().add(FEATURES, SQLDataTypes.VectorType());
    Vector any = Vectors.sparse(FEATURE_COUNT, new int[] {0}, new double[] {1});
    return new MinHashLSH()
        .setInputCol(FEATURES)
        .setOutputCol(MIN_HASHES)
        .setNumHashTables(bands.hashes())
        .setSeed(seed)
        .fit(spark.createDataFrame(List.of(RowFactory.create(any)), features));
  }

  private static Row sketched(Row row) {
    int[] features =
        Arrays.stream(Shingles.ofBytes(row.getAs(3)))
            .mapToInt(shingle -> Math.floorMod(Hashes.mixed(shingle), FEATURE_COUNT))
            .sorted()
            .distinct()
            .toArray();
    double[] ones = new double[features.length];
    Arrays.fill(ones, 1);
    return RowFactory.create(
        row.get(0), row.get(1), row.get(2), Vectors.sparse(FEATURE_COUNT, features, ones));
  }

  private static Iterator<Row> buckets(Row row, Bands bands) {
    long[] minHashes =
        row.<Vector>getList(row.fieldIndex(MIN_HASHES)).stream()
            .mapToLong(hash -> (long) hash.apply(0))
            .toArray();
    List<Row> buckets = new ArrayList<>();
    for (long bucket : bands.buckets(minHashes)) {
      buckets.add(RowFactory.create(bucket, row.get(0), row.get(1), row.get(2)));
    }
    return buckets.iterator();
  }

  private static Dataset<Row> compared(Dataset<Row> pairs, Dataset<Row> shingled) {
    Dataset<Row> later = shingled.select(Texts.TASK, Texts.EXAMPLE_ID, SHINGLES);
    Dataset<Row> earlier = later.toDF(Duplicates.KEPT_TASK, Duplicates.KEPT_ID, KEPT_SHINGLES);
    return pairs
        .join(later, new String[] {Texts.TASK, Texts.EXAMPLE_ID}, "inner")
        .join(earlier, new String[] {Duplicates.KEPT_TASK, Duplicates.KEPT_ID}, "inner")
        .map(
            (MapFunction<Row, Row>) NearDuplicates::compared,
            Encoders.row(PAIRS.add(SIMILARITY, DataTypes.DoubleType)));
  }

  private static Row compared(Row pair) {
    return RowFactory.create(
        pair.getAs(Texts.TASK),
        pair.getAs(Texts.EXAMPLE_ID),
        pair.getAs(Duplicates.KEPT_TASK),
        pair.getAs(KEPT_ORDER),
        pair.getAs(Duplicates.KEPT_ID),
        Shingles.similarity(
            Shingles.ofBytes(pair.getAs(SHINGLES)), Shingles.ofBytes(pair.getAs(KEPT_SHINGLES))));
  }

  private static Dataset<Row> earliest(Dataset<Row> near) {
    return near.groupBy(Texts.TASK, Texts.EXAMPLE_ID)
        .agg(
            functions
                .min(
                    functions.struct(
                        Duplicates.KEPT_TASK, KEPT_ORDER, Duplicates.KEPT_ID, SIMILARITY))
                .as(KEPT))
        .select(
            functions.col(Texts.TASK),
            functions.col(Texts.EXAMPLE_ID),
            functions.col(KEPT + "." + Duplicates.KEPT_TASK),
            functions.col(KEPT + "." + Duplicates.KEPT_ID),
            functions.col(KEPT + "." + SIMILARITY));
  }
}
