package org.flanspark.data.shard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

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
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(file)
            .withConf(hadoop)
            .withType(table.schema())
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .build()) {
      while (rows.hasNext()) {
        Group group = new SimpleGroup(table.schema());
        table.write(rows.next(), group);
        writer.write(group);
        count++;
      }
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
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
    Configuration columns = new Configuration(hadoop);
    columns.set(ReadSupport.PARQUET_READ_SCHEMA, table.schema().toString());
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file).withConf(columns).build()) {
      List<T> rows = new ArrayList<>();
      for (long row = 0; row < to; row++) {
        Group group = reader.read();
        if (group == null) {
          break;
        }
        if (row >= from) {
          rows.add(table.read(group));
        }
      }
      return rows;
    } catch (IOException e) {
      throw new DataException("Cannot read shard " + file + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new DataException("Cannot read shard " + file + ": " + e, e);
    }
  }
}
