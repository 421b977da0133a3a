package org.flanspark.tuning.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.shard.DataException;

/**
 * A file with one JSON object a line, for each of a list of records; keys are {@code snake_case}.
 * What a process that was killed left of its last line is passed over.
 */
public final class JsonLines {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private JsonLines() {}

  /**
   * Adds the last of these records to a file that holds the others. Where nothing can be appended,
   * the file is replaced.
   */
  public static void append(Path file, Configuration hadoop, List<? extends Record> lines) {
    try {
      FileSystem files = GrowingFile.files(file, hadoop);
      if (!GrowingFile.canGrow(files) || !files.exists(file)) {
        write(file, hadoop, lines);
        return;
      }
      try (OutputStream out = files.append(file)) {
        out.write(bytes(lines.subList(lines.size() - 1, lines.size())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** Replaces the file by one line for each record, at once: no reader finds half of them. */
  public static void write(Path file, Configuration hadoop, List<? extends Record> lines) {
    try {
      replace(file, hadoop, bytes(lines));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /**
   * The records of the file's lines; none where there is no such file.
   *
   * @throws DataException where a line is not one of these records
   */
  public static <T extends Record> List<T> read(Path file, Configuration hadoop, Class<T> type) {
    try {
      FileSystem files = GrowingFile.files(file, hadoop);
      if (!files.exists(file)) {
        return List.of();
      }
      try (InputStream in = files.open(file)) {
        return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), type, file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static <T extends Record> List<T> parse(String text, Class<T> type, Path file) {
    List<T> records = new ArrayList<>();
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    for (String line : whole.lines().toList()) {
      try {
        records.add(JSON.readValue(line, type));
      } catch (JsonProcessingException e) {
        throw new DataException(
            "Cannot read line %s of %s: %s"
                .formatted(records.size() + 1, file, e.getOriginalMessage()),
            e);
      }
    }
    return records;
  }

  private static byte[] bytes(List<? extends Record> lines) {
    StringBuilder text = new StringBuilder();
    for (Record line : lines) {
      text.append(json(line)).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String json(Record line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write " + line + " as JSON", e);
    }
  }

  private static void replace(Path file, Configuration hadoop, byte[] bytes) throws IOException {
    FileSystem files = GrowingFile.files(file, hadoop);
    // Where a file can grow, a rename replaces another at once as well.
    boolean renames = GrowingFile.canGrow(files);
    Path target = renames ? new Path(file.getParent(), "." + file.getName() + ".new") : file;
    try (OutputStream out = files.create(target, true)) {
      out.write(bytes);
    }
    if (renames) {
      FileContext.getFileContext(files.getUri(), hadoop)
          .rename(files.makeQualified(target), files.makeQualified(file), Options.Rename.OVERWRITE);
    }
  }
}
