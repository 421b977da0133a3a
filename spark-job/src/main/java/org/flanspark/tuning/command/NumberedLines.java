package org.flanspark.tuning.command;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.ConfigException;
import org.flanspark.data.shard.DataException;

/** The lines of a file or of standard input, one at a time. */
final class NumberedLines implements AutoCloseable {
  /** What {@code --input} says for standard input. */
  static final String STANDARD_INPUT = "-";

  private static final int LONGEST = 64 << 20;

  private final String name;
  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long number;

  private NumberedLines(String name, InputStream in) {
    this.name = name;
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /**
   * Opens a file, or standard input.
   *
   * @throws ConfigException if there is no such file
   */
  static NumberedLines open(String input, Configuration hadoop) {
    if (input.equals(STANDARD_INPUT)) {
      return new NumberedLines("standard input", System.in);
    }
    Path path = new Path(input);
    try {
      FileSystem files = path.getFileSystem(hadoop);
      if (files.getFileStatus(path).isDirectory()) {
        throw new ConfigException("Invalid --input: %s, expected a file".formatted(input));
      }
      return new NumberedLines(input, files.open(path));
    } catch (FileNotFoundException e) {
      throw new ConfigException("Missing input file " + input);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + input, e);
    }
  }

  /** Goes to the next line; false where there is none. */
  boolean advance() {
    line.reset();
    number++;
    try {
      int next = in.read();
      boolean found = next >= 0;
      while (next >= 0 && next != '\n') {
        line.write(next);
        require(line.size() <= LONGEST);
        next = in.read();
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name, e);
    }
  }

  /** The line without its end, as it is encoded. */
  byte[] bytes() {
    return line.toByteArray();
  }

  /** From 1 on. */
  long number() {
    return number;
  }

  /** Where the line stands, for a person. */
  String place() {
    return place(number);
  }

  /** Where another line stands. */
  String place(long number) {
    return "line %s of %s".formatted(number, name);
  }

  private void require(boolean shortEnough) {
    if (!shortEnough) {
      throw new DataException(
          "Invalid %s: more than %s bytes, expected one JSON object a line"
              .formatted(place(), LONGEST));
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close " + name, e);
    }
  }
}
