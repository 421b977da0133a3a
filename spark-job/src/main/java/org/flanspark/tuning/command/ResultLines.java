package org.flanspark.tuning.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Where a command's lines of JSON go: to standard output, or to a file once they are all there. */
final class ResultLines implements AutoCloseable {
  private final @Nullable StagedFile file;
  private final OutputStream out;

  private ResultLines(@Nullable StagedFile file, OutputStream out) {
    this.file = file;
    this.out = new BufferedOutputStream(out, 1 << 16);
  }

  /** A file, or standard output where none is named. */
  static ResultLines open(@Nullable String output, Configuration hadoop) {
    if (output == null) {
      return new ResultLines(null, System.out);
    }
    StagedFile file = StagedFile.create(output, hadoop);
    return new ResultLines(file, file.stream());
  }

  /** Adds lines, and lets a reader of standard output see them. */
  void write(Iterable<? extends JsonNode> lines) {
    try {
      for (JsonNode line : lines) {
        out.write(line.toString().getBytes(StandardCharsets.UTF_8));
        out.write('\n');
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the results", e);
    }
    if (file == null && System.out.checkError()) {
      throw new IllegalStateException("Cannot write to standard output: nobody reads it any more");
    }
  }

  /** Says that all lines are there. */
  void commit() {
    if (file != null) {
      file.commit();
    }
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
