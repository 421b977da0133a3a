package org.flanspark.data.prepare;

import java.io.Closeable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.data.shard.ExampleRow;
import org.flanspark.data.shard.ParquetShardWriter;
import org.flanspark.data.shard.PreparedFolder;

/** The table of examples for people: one bucket's files, one a split, opened with the first row. */
final class ExampleFiles implements Closeable {
  private static final long ROW_GROUP_BYTES = 16L << 20;

  private final PreparedFolder folder;
  private final String task;
  private final int bucket;
  private final Configuration hadoop;
  private final Map<String, ParquetShardWriter<ExampleRow>> bySplit = new TreeMap<>();

  ExampleFiles(String folder, String task, int bucket, Configuration hadoop) {
    this.folder = new PreparedFolder(folder);
    this.task = task;
    this.bucket = bucket;
    this.hadoop = hadoop;
  }

  void write(ExampleRow row) {
    bySplit
        .computeIfAbsent(
            row.split(),
            split ->
                new ParquetShardWriter<>(
                    PreparedFolder.bucket(folder.examples(split), task, bucket),
                    hadoop,
                    ExampleRow.TABLE,
                    ROW_GROUP_BYTES))
        .write(row);
  }

  @Override
  public void close() {
    bySplit.values().forEach(ParquetShardWriter::close);
  }
}
