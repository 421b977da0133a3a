package org.flanspark.data.shard;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * One Parquet file of rows: zstd, one row group, nothing in it that depends on time, host or
 * partition. It is written under its final name; only the folder's marker makes it count.
 */
public final class ParquetShard {
  /** Larger than any shard, so that a shard is one row group. */
  private static final long ROW_GROUP_BYTES = 1L << 40;

  private ParquetShard() {}

  /**
   * Writes all rows, over a file of that name if there is one.
   *
   * @return the number of rows
   */
  public static <T> long write(
      Path file, Configuration hadoop, RowTable<T> table, Iterator<T> rows) {
    long count = 0;
    try (ParquetShardWriter<T> writer =
        new ParquetShardWriter<>(file, hadoop, table, ROW_GROUP_BYTES)) {
      while (rows.hasNext()) {
        writer.write(rows.next());
        count++;
      }
    }
    return count;
  }

  /** Every row of the file. */
  public static <T> List<T> readAll(Path file, Configuration hadoop, RowTable<T> table) {
    return read(file, hadoop, table, 0, Long.MAX_VALUE);
  }

  /**
   * The rows from {@code from} (inclusive) to {@code to} (exclusive) or to the file's end; only the
   * table's columns are decoded.
   *
   * @throws DataException where the file is missing, truncated or holds another table
   */
  public static <T> List<T> read(
      Path file, Configuration hadoop, RowTable<T> table, long from, long to) {
    try (ParquetShardReader<T> reader = new ParquetShardReader<>(file, hadoop, table)) {
      reader.skip(from);
      List<T> rows = new ArrayList<>();
      for (long row = from; row < to && reader.hasNext(); row++) {
        rows.add(reader.next());
      }
      return rows;
    }
  }
}
