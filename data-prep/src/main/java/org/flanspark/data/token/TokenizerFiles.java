package org.flanspark.data.token;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.ConfigException;

/**
 * What a tokenizer is opened from. Small enough to be broadcast, so that executors need no file.
 *
 * @param tokenizer the text of {@code tokenizer.json}
 * @param configuration the text of {@code tokenizer_config.json}; <code>{}</code> where there is
 *     none
 * @param digest SHA-256 of {@code tokenizer.json}, lower-case hexadecimal
 */
public record TokenizerFiles(String tokenizer, String configuration, String digest)
    implements Serializable {
  public static final String TOKENIZER_FILE = "tokenizer.json";
  public static final String CONFIGURATION_FILE = "tokenizer_config.json";

  private static final String SENTENCEPIECE_FILE = "tokenizer.model";
  private static final String NO_CONFIGURATION = "{}";

  public static TokenizerFiles of(String tokenizer, String configuration) {
    return new TokenizerFiles(
        tokenizer, configuration, sha256(tokenizer.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads {@code tokenizer.json}, and the configuration beside it where there is one.
   *
   * @param location the file, or the folder that holds it, on any Hadoop file system
   * @throws ConfigException where it is missing; says what to do about a lone {@code
   *     tokenizer.model}
   */
  public static TokenizerFiles read(Path location, Configuration hadoop) {
    try {
      FileSystem files = location.getFileSystem(hadoop);
      boolean folder = files.exists(location) && files.getFileStatus(location).isDirectory();
      Path file = folder ? new Path(location, TOKENIZER_FILE) : location;
      if (!files.exists(file)) {
        throw missing(files, file);
      }
      byte[] tokenizer = bytes(files, file);
      Path configuration = new Path(file.getParent(), CONFIGURATION_FILE);
      return new TokenizerFiles(
          new String(tokenizer, StandardCharsets.UTF_8),
          files.exists(configuration)
              ? new String(bytes(files, configuration), StandardCharsets.UTF_8)
              : NO_CONFIGURATION,
          sha256(tokenizer));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the tokenizer " + location + ": " + e, e);
    }
  }

  private static ConfigException missing(FileSystem files, Path file) throws IOException {
    Path folder = file.getParent();
    if (folder != null && files.exists(new Path(folder, SENTENCEPIECE_FILE))) {
      return new ConfigException(
          """
          Cannot open the tokenizer in %s: it holds only %s, expected %s; convert it once with \
          transformers: AutoTokenizer.from_pretrained(FOLDER).save_pretrained(FOLDER)\
          """
              .formatted(folder, SENTENCEPIECE_FILE, TOKENIZER_FILE));
    }
    return new ConfigException(
        "Missing tokenizer file %s; `flan tokenizer` trains one".formatted(file));
  }

  /** Writes both files into a folder, over what is there; the tokenizer comes last. */
  public void write(Path folder, Configuration hadoop) {
    writeAs(new Path(folder, TOKENIZER_FILE), hadoop);
  }

  /** Writes the tokenizer under a name of its own, and the configuration beside it. */
  public void writeAs(Path file, Configuration hadoop) {
    try {
      FileSystem files = file.getFileSystem(hadoop);
      write(files, new Path(file.getParent(), CONFIGURATION_FILE), configuration);
      write(files, file, tokenizer);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the tokenizer " + file + ": " + e, e);
    }
  }

  private static void write(FileSystem files, Path file, String text) throws IOException {
    try (OutputStream out = files.create(file, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static byte[] bytes(FileSystem files, Path file) throws IOException {
    try (InputStream in = files.open(file)) {
      return in.readAllBytes();
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot hash: this Java has no SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "TokenizerFiles[" + digest + "]";
  }
}
