package org.flanspark.data.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.flanspark.data.shard.DataException;

/** What the name of a file says of its format, and its first character where the name does not. */
final class TextFiles {
  private TextFiles() {}

  /**
   * The format that an ending stands for, as {@link SourceFormat} names it.
   *
   * @param ending as in {@code json.gz}
   * @throws DataException where it is compressed by what this Hadoop cannot read
   */
  static String format(String ending, FileStatus file, Configuration hadoop) throws IOException {
    String format = ending.replaceFirst("\\..*", "");
    if (!ending.equals(format)) {
      requireCodec(file.getPath(), hadoop);
    }
    // Exports that are called .json hold lines, or one array.
    return format.equals("json") ? (isArray(file.getPath(), hadoop) ? "json" : "jsonl") : format;
  }

  private static void requireCodec(Path file, Configuration hadoop) {
    try {
      CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(file);
      if (codec != null && codec.getDecompressorType() != null) {
        return;
      }
    } catch (RuntimeException e) {
      throw new DataException(unreadable(file) + ": " + e.getMessage(), e);
    }
    throw new DataException(unreadable(file));
  }

  private static String unreadable(Path file) {
    return "%s is compressed by what this Hadoop cannot read; unpack it".formatted(file);
  }

  private static boolean isArray(Path file, Configuration hadoop) throws IOException {
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(file);
    try (InputStream raw = file.getFileSystem(hadoop).open(file);
        InputStream text =
            new BufferedInputStream(codec == null ? raw : codec.createInputStream(raw))) {
      int character = text.read();
      while (Character.isWhitespace(character) || isByteOrderMark(character)) {
        character = text.read();
      }
      return character == '[';
    }
  }

  /** One of the three bytes of UTF-8's. */
  private static boolean isByteOrderMark(int character) {
    return character == 0xEF || character == 0xBB || character == 0xBF;
  }
}
