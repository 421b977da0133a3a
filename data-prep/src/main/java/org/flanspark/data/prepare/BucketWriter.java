package org.flanspark.data.prepare;

import java.io.Closeable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.rendered.BucketFacts;
import org.flanspark.data.rendered.RenderedExample;
import org.flanspark.data.rendered.RenderedFolder;
import org.flanspark.data.rendered.RenderedPrompt;
import org.flanspark.data.rendered.UnrenderedRecord;
import org.flanspark.data.shard.ParquetShardWriter;
import org.flanspark.data.shard.QuarantinedRow;
import org.flanspark.data.shard.RowTable;
import org.jspecify.annotations.Nullable;

/** The files of one bucket, each opened with its first row. */
final class BucketWriter implements Closeable {
  /** Small ones: several buckets are written at once, and each holds a group in memory. */
  private static final long ROW_GROUP_BYTES = 16L << 20;

  private final RenderedFolder folder;
  private final int bucket;
  private final Configuration hadoop;
  private @Nullable ParquetShardWriter<RenderedExample> examples;
  private @Nullable ParquetShardWriter<RenderedPrompt> prompts;
  private @Nullable ParquetShardWriter<QuarantinedRow> rejected;
  private @Nullable ParquetShardWriter<UnrenderedRecord> unrendered;

  BucketWriter(RenderedFolder folder, int bucket, Configuration hadoop) {
    this.folder = folder;
    this.bucket = bucket;
    this.hadoop = hadoop;
  }

  void write(RenderedExample example) {
    if (examples == null) {
      examples = open(folder.examples(bucket), RenderedExample.TABLE);
    }
    examples.write(example);
  }

  void write(RenderedPrompt prompt) {
    if (prompts == null) {
      prompts = open(folder.prompts(bucket), RenderedPrompt.TABLE);
    }
    prompts.write(prompt);
  }

  void write(QuarantinedRow record) {
    if (rejected == null) {
      rejected = open(folder.rejected(bucket), QuarantinedRow.TABLE);
    }
    rejected.write(record);
  }

  void write(UnrenderedRecord record) {
    if (unrendered == null) {
      unrendered = open(folder.unrendered(bucket), UnrenderedRecord.TABLE);
    }
    unrendered.write(record);
  }

  /** Which of them there are. */
  BucketFacts.Files files() {
    return new BucketFacts.Files(
        examples != null, prompts != null, rejected != null, unrendered != null);
  }

  @Override
  public void close() {
    closeIfOpen(examples);
    closeIfOpen(prompts);
    closeIfOpen(rejected);
    closeIfOpen(unrendered);
  }

  private <T> ParquetShardWriter<T> open(Path file, RowTable<T> table) {
    return new ParquetShardWriter<>(file, hadoop, table, ROW_GROUP_BYTES);
  }

  private static void closeIfOpen(@Nullable ParquetShardWriter<?> writer) {
    if (writer != null) {
      writer.close();
    }
  }
}
