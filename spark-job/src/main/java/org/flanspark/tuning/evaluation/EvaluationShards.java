package org.flanspark.tuning.evaluation;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.EvaluationRow;

/** The Parquet files of one split's prompts. */
final class EvaluationShards {
  private EvaluationShards() {}

  /**
   * All rows.
   *
   * @param expected how many there must be
   * @throws DataException where the folder is missing or broken, or holds another table or number
   */
  static Dataset<Row> read(SparkSession spark, String folder, long expected) {
    try {
      Dataset<Row> rows = spark.read().parquet(folder);
      requireColumns(rows, folder);
      requireCount(rows.count(), expected, folder);
      return rows;
    } catch (DataException e) {
      throw e;
    } catch (Exception e) { // Spark throws checked exceptions that its methods do not declare
      throw new DataException("Cannot read evaluation shards %s: %s".formatted(folder, root(e)), e);
    }
  }

  private static void requireColumns(Dataset<Row> rows, String folder) {
    Set<String> missing =
        EvaluationRow.TABLE.schema().getFields().stream()
            .map(Type::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    Arrays.asList(rows.columns()).forEach(missing::remove);
    if (!missing.isEmpty()) {
      throw new DataException(
          "Cannot use evaluation shards %s: they have no columns %s".formatted(folder, missing));
    }
  }

  private static void requireCount(long found, long expected, String folder) {
    if (found != expected) {
      throw new DataException(
          "Cannot use evaluation shards %s: they hold %s rows, expected %s as the manifest says; run prepare again"
              .formatted(folder, found, expected));
    }
  }

  private static String root(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
