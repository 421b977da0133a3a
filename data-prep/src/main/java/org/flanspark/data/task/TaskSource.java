package org.flanspark.data.task;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Where a task's records lie: in files, {@code <data.root>/<path>/<split>.<format>} or, where there
 * is no such file, as Hugging Face exports name them, or in a table of Spark's catalogue.
 *
 * @param path folder, relative to {@code data.root}; empty for a table
 * @param format {@code jsonl}, {@code csv}, {@code tsv} or {@code parquet}, also the file's ending;
 *     or {@link #TABLE}
 * @param schema the columns as Spark's DDL, as in {@code "premise STRING, label INT"}; may be empty
 *     for a table, which has its own
 * @param explode an array, Spark SQL over the columns, of which each element makes a record of its
 *     own; empty where a row is one record
 * @param table the table, or nothing for files
 */
public record TaskSource(
    String path, String format, String schema, String explode, @Nullable Table table)
    implements Serializable {
  /** The format of what is no file. */
  public static final String TABLE = "table";

  /**
   * A table of Spark's catalogue: Hive's, or Iceberg's and Delta's where their jars are given.
   *
   * @param name as in {@code db.rte}
   * @param where which of its rows are meant, Spark SQL; empty = all
   * @param splitColumn the column that holds the name of a row's split; empty where every row
   *     belongs to every split that the task names
   */
  public record Table(String name, String where, String splitColumn) implements Serializable {}

  static TaskSource files(String path, String format, String schema, String explode) {
    return new TaskSource(path, format, schema, explode, null);
  }

  /** Whether a row makes several records. */
  public boolean isExploded() {
    return !explode.isEmpty();
  }

  /** What holds one split, for messages: a file relative to {@code data.root}, or a table. */
  public String file(String split) {
    if (table == null) {
      return path + "/" + split + "." + format;
    }
    return table.splitColumn().isEmpty()
        ? "table " + table.name()
        : "table %s, %s = %s".formatted(table.name(), table.splitColumn(), split);
  }
}
