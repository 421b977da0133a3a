package org.flanspark.data.shard;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file that takes rows one by one: zstd, nothing in it that depends on time, host or
 * partition. It is written under its final name; only the folder's marker makes it count.
 */
public final class ParquetShardWriter<T> implements Closeable {
  private final Path file;
  private final ParquetWriter<T> writer;

  /**
   * Opens the file, over one of that name if there is one.
   *
   * @param rowGroupBytes held in memory until they are written
   */
  public ParquetShardWriter(
      Path file, Configuration hadoop, RowTable<T> table, long rowGroupBytes) {
    this.file = file;
    try {
      Configuration settings = quickly(hadoop);
      this.writer =
          new Builder<>(new DefaultBlocks(HadoopOutputFile.fromPath(file, settings)), table)
              .withConf(settings)
              .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
              .withCompressionCodec(CompressionCodecName.ZSTD)
              .withRowGroupSize(rowGroupBytes)
              .build();
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /** Level 1 writes texts and ids twice as fast as the default, 3, and a few percent larger. */
  private static Configuration quickly(Configuration hadoop) {
    Configuration settings = new Configuration(hadoop);
    settings.setInt("parquet.compression.codec.zstd.level", 1);
    return settings;
  }

  public void write(T row) {
    try {
      writer.write(row);
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private UncheckedIOException cannotWrite(IOException e) {
    return new UncheckedIOException("Cannot write " + file, e);
  }

  /**
   * A file in blocks of its file system's size. Parquet asks for blocks as large as a row group may
   * become, which HDFS refuses where a disk has less space than that; and it pads to their ends, so
   * that a file would have other bytes there than on a local disk.
   */
  private record DefaultBlocks(OutputFile file) implements OutputFile {
    private static final long DEFAULT = 0;

    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
      return file.create(DEFAULT);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
      return file.createOrOverwrite(DEFAULT);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return file.defaultBlockSize();
    }

    @Override
    public String getPath() {
      return file.getPath();
    }
  }

  private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
    private final RowTable<T> table;

    private Builder(OutputFile file, RowTable<T> table) {
      super(file);
      this.table = table;
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(Configuration hadoop) {
      return new TableWriteSupport<>(table);
    }
  }

  private static final class TableWriteSupport<T> extends WriteSupport<T> {
    private final RowTable<T> table;
    private final MessageType schema;
    private @Nullable ColumnWriter columns;

    private TableWriteSupport(RowTable<T> table) {
      this.table = table;
      this.schema = table.schema();
    }

    @Override
    public WriteContext init(Configuration hadoop) {
      return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      columns = new ColumnWriter(schema, recordConsumer);
    }

    @Override
    public void write(T row) {
      if (columns == null) {
        throw new IllegalStateException("Cannot write before the file is open");
      }
      columns.row(table, row);
    }
  }
}
