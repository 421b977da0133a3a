package org.flanspark.data.shard;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.schema.MessageType;

/**
 * A Parquet file that takes rows one by one: zstd, nothing in it that depends on time, host or
 * partition. It is written under its final name; only the folder's marker makes it count.
 *
 * <p>Rows go to parquet-mr's column writers, a level below its {@link ParquetWriter}, whose groups
 * of rows are made here.
 */
public final class ParquetShardWriter<T> implements Closeable {
  /** A look at the buffered bytes costs as much as a short row. */
  private static final int ROWS_BETWEEN_LOOKS = 100;

  private final Path file;
  private final RowTable<T> table;
  private final MessageType schema;
  private final long rowGroupBytes;
  private final ParquetProperties properties;
  private final CodecFactory codecs;
  private final ParquetFileWriter writer;
  private RowGroup group;
  private long rows;

  /** The rows that are held in memory, as pages of columns. */
  private record RowGroup(
      ColumnChunkPageWriteStore pages, ColumnWriteStore store, ColumnWriter columns) {}

  /**
   * Opens the file, over one of that name if there is one.
   *
   * @param rowGroupBytes held in memory until they are written
   */
  public ParquetShardWriter(
      Path file, Configuration hadoop, RowTable<T> table, long rowGroupBytes) {
    this.file = file;
    this.table = table;
    this.schema = table.schema();
    this.rowGroupBytes = rowGroupBytes;
    this.properties = properties(table);
    this.codecs = new CodecFactory(quickly(hadoop), properties.getPageSizeThreshold());
    try {
      this.writer =
          new ParquetFileWriter(
              new DefaultBlocks(HadoopOutputFile.fromPath(file, hadoop)),
              schema,
              ParquetFileWriter.Mode.OVERWRITE,
              rowGroupBytes,
              ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
              properties.getColumnIndexTruncateLength(),
              properties.getStatisticsTruncateLength(),
              properties.getPageWriteChecksumEnabled());
      writer.start();
    } catch (IOException e) {
      throw cannotWrite(e);
    }
    this.group = newGroup();
  }

  /** A dictionary of values that hardly repeat is made in vain. */
  private static ParquetProperties properties(RowTable<?> table) {
    ParquetProperties.Builder properties = ParquetProperties.builder();
    for (ColumnDescriptor column : table.schema().getColumns()) {
      if (table.distinct().contains(column.getPath()[0])) {
        properties.withDictionaryEncoding(String.join(".", column.getPath()), false);
      }
    }
    return properties.build();
  }

  /** Level 1 writes texts and ids twice as fast as the default, 3, and a few percent larger. */
  private static Configuration quickly(Configuration hadoop) {
    Configuration settings = new Configuration(hadoop);
    settings.setInt("parquet.compression.codec.zstd.level", 1);
    return settings;
  }

  private RowGroup newGroup() {
    ColumnChunkPageWriteStore pages =
        new ColumnChunkPageWriteStore(
            codecs.getCompressor(CompressionCodecName.ZSTD),
            schema,
            properties.getAllocator(),
            properties.getColumnIndexTruncateLength(),
            properties.getPageWriteChecksumEnabled());
    ColumnWriteStore store = properties.newColumnWriteStore(schema, pages, pages);
    return new RowGroup(pages, store, new ColumnWriter(schema, store));
  }

  public void write(T row) {
    group.columns().row(table, row);
    group.store().endRecord();
    rows++;
    if (rows % ROWS_BETWEEN_LOOKS == 0 && group.store().getBufferedSize() >= rowGroupBytes) {
      try {
        writeGroup();
      } catch (IOException e) {
        throw cannotWrite(e);
      }
      group = newGroup();
    }
  }

  private void writeGroup() throws IOException {
    if (rows > 0) {
      writer.startBlock(rows);
      group.store().flush();
      group.pages().flushToFileWriter(writer);
      writer.endBlock();
      rows = 0;
    }
    group.store().close();
  }

  @Override
  public void close() {
    try {
      writeGroup();
      writer.end(Map.of());
    } catch (IOException e) {
      throw cannotWrite(e);
    } finally {
      codecs.release();
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
}
