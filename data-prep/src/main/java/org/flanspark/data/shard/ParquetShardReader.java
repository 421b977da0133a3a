package org.flanspark.data.shard;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.jspecify.annotations.Nullable;

/** The rows of one Parquet file, one at a time; only the table's columns are decoded. */
public final class ParquetShardReader<T> implements Iterator<T>, Closeable {
  private final Path file;
  private final RowTable<T> table;
  private final ParquetReader<Group> reader;
  private @Nullable Group next;

  /**
   * Opens the file.
   *
   * @throws DataException where it is missing, truncated or holds another table, now or while it is
   *     read
   */
  public ParquetShardReader(Path file, Configuration hadoop, RowTable<T> table) {
    this.file = file;
    this.table = table;
    Configuration columns = new Configuration(hadoop);
    columns.set(ReadSupport.PARQUET_READ_SCHEMA, table.schema().toString());
    try {
      reader = ParquetReader.builder(new GroupReadSupport(), file).withConf(columns).build();
    } catch (IOException e) {
      throw unreadable(e.getMessage(), e);
    }
    next = read();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public T next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    T row;
    try {
      row = table.read(next);
    } catch (RuntimeException e) {
      throw unreadable(e.toString(), e);
    }
    next = read();
    return row;
  }

  /** Passes over so many rows without making them. */
  public void skip(long rows) {
    for (long row = 0; row < rows && next != null; row++) {
      next = read();
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw unreadable(e.getMessage(), e);
    }
  }

  private @Nullable Group read() {
    try {
      return reader.read();
    } catch (IOException e) {
      throw unreadable(e.getMessage(), e);
    } catch (RuntimeException e) {
      throw unreadable(e.toString(), e);
    }
  }

  private DataException unreadable(@Nullable String reason, Exception cause) {
    return new DataException("Cannot read shard " + file + ": " + reason, cause);
  }
}
