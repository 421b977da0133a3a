package org.flanspark.data.source;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskSource;

/** One split of a task's source that is a table of Spark's catalogue. */
public final class SourceTable {
  private SourceTable() {}

  /**
   * Rows and what they hold, whatever their order.
   *
   * @param checksum the sum of the rows' 64-bit hashes
   */
  public record Content(long rows, String checksum) {}

  /** The rows of one split. */
  static Dataset<Row> rows(SparkSession session, Task task, String split) {
    TaskSource.Table table = table(task);
    Dataset<Row> rows;
    try {
      rows = session.table(table.name());
      if (!table.splitColumn().isEmpty()) {
        rows = rows.where(functions.col(table.splitColumn()).equalTo(split));
      }
      return table.where().isEmpty() ? rows : rows.where(table.where());
    } catch (Exception e) {
      // Spark's checked AnalysisException, which its signatures do not declare.
      throw new DataException(
          "Cannot read table %s of task %s: %s"
              .formatted(
                  table.name(),
                  task.name(),
                  String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("")),
          e);
    }
  }

  /** What one split holds, found in a pass over it: tables have no file to digest. */
  public static Content content(SparkSession session, Task task, String split) {
    Dataset<Row> rows = rows(session, task, split);
    Column[] columns =
        Arrays.stream(rows.columns())
            .map(name -> functions.col("`" + name + "`"))
            .toArray(Column[]::new);
    Row found =
        rows.agg(
                functions.count(functions.lit(1)),
                functions
                    .coalesce(
                        functions.sum(functions.xxhash64(columns).cast("decimal(38,0)")),
                        functions.lit(0))
                    .cast("string"))
            .head();
    return new Content(found.getLong(0), found.getString(1));
  }

  static TaskSource.Table table(Task task) {
    TaskSource.Table table = task.source().table();
    if (table == null) {
      throw new IllegalArgumentException("Task " + task.name() + " has files, no table");
    }
    return table;
  }
}
