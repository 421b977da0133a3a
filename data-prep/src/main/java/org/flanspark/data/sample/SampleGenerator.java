package org.flanspark.data.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes the shipped sample as {@code <folder>/<task>/<split>.jsonl}: the same seed gives the same
 * bytes. Nothing in it is copied; every word is drawn from the grammars of this package.
 */
public final class SampleGenerator {
  /** The seed of the sample that the quickstart uses. */
  public static final long DEFAULT_SEED = 62;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final long seed;

  public SampleGenerator(long seed) {
    this.seed = seed;
  }

  /** The folders of the sample: the names of its tasks. */
  public static List<String> taskNames() {
    return SampleTasks.ALL.stream().map(SampleTask::name).toList();
  }

  /**
   * Writes every task, over what is there.
   *
   * @param folder on any Hadoop file system; a run's {@code data.root}
   * @return the number of records
   */
  public long write(Path folder, Configuration hadoop) {
    long records = 0;
    try (FileSystem files = FileSystem.newInstance(folder.toUri(), hadoop)) {
      // People look into the sample and change it; a checksum file would then make it unreadable.
      files.setWriteChecksum(false);
      for (SampleTask task : SampleTasks.ALL) {
        for (Map.Entry<String, List<SampleRow>> split : task.rows(seed).entrySet()) {
          Path file = new Path(new Path(folder, task.name()), split.getKey() + ".jsonl");
          try (OutputStream out = files.create(file, true)) {
            out.write(lines(split.getValue()).getBytes(StandardCharsets.UTF_8));
          }
          records += split.getValue().size();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the sample into " + folder + ": " + e, e);
    }
    return records;
  }

  private static String lines(List<SampleRow> rows) {
    StringBuilder lines = new StringBuilder();
    rows.forEach(row -> lines.append(line(row)).append('\n'));
    return lines.toString();
  }

  private static String line(SampleRow row) {
    try {
      return JSON.writeValueAsString(row.columns());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the record " + row + ": " + e, e);
    }
  }
}
