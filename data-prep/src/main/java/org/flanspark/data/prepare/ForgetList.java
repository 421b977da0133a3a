package org.flanspark.data.prepare;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.flanspark.config.ConfigException;
import org.flanspark.data.quarantine.Reason;

/** The examples that a run is to forget ({@code mixture.forget}): nobody trains on them again. */
final class ForgetList {
  private ForgetList() {}

  /**
   * Those of the candidates that stand on the list, as a table of {@link Exclusions}.
   *
   * @param file Parquet, or JSON lines where its name ends with {@code .json} or {@code .jsonl}
   * @throws ConfigException where it cannot be read or has no column {@code example_id}
   */
  static Dataset<Row> exclusions(SparkSession session, String file, Dataset<Row> candidates) {
    Dataset<Row> listed =
        read(session, file).select(functions.col(Candidates.EXAMPLE_ID).as("listed")).distinct();
    return candidates
        .join(
            listed,
            functions.col(Candidates.EXAMPLE_ID).equalTo(functions.col("listed")),
            "left_semi")
        .select(
            functions.col(Candidates.TASK),
            functions.col(Candidates.EXAMPLE_ID),
            functions.lit(Reason.FORGOTTEN.code()).as(Exclusions.REASON),
            functions.lit("listed in " + file).as(Exclusions.EVIDENCE));
  }

  private static Dataset<Row> read(SparkSession session, String file) {
    Dataset<Row> list;
    try {
      list = file.matches(".*\\.jsonl?") ? session.read().json(file) : session.read().parquet(file);
    } catch (Exception e) {
      throw new ConfigException("Cannot read mixture.forget: %s: %s".formatted(file, firstLine(e)));
    }
    if (!List.of(list.columns()).contains(Candidates.EXAMPLE_ID)) {
      throw new ConfigException(
          "Invalid mixture.forget: %s has no column example_id, it has %s"
              .formatted(file, String.join(", ", list.columns())));
    }
    return list;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("");
  }
}
