package org.flanspark.tuning.huggingface;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.StableHash;

/**
 * The files of one folder on any Hadoop file system, by their names relative to it.
 *
 * <p>On a local disk Hadoop's hidden checksum files are left out: other tools load these folders.
 */
public final class FolderFiles {
  private static final int MAX_BYTES_AT_ONCE = 64 << 20;

  /** The index of the largest models there are takes half of it. */
  private static final int MAX_JSON_BYTES = 16 << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              // The table of names that Jackson keeps across files fails on many that collide.
              JsonFactory.builder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Line feeds on every system, so that the bytes do not depend on it. */
  private static final DefaultPrettyPrinter PRINTER =
      new DefaultPrettyPrinter()
          .withObjectIndenter(new DefaultIndenter("  ", "\n"))
          .withArrayIndenter(new DefaultIndenter("  ", "\n"));

  private final Path folder;
  private final FileSystem files;

  private FolderFiles(Path folder, FileSystem files) {
    this.folder = folder;
    this.files = files;
  }

  /** The folder need not exist: writing makes it. */
  public static FolderFiles of(Path folder, Configuration hadoop) {
    try {
      FileSystem files = folder.getFileSystem(hadoop);
      return new FolderFiles(
          folder, files instanceof ChecksumFileSystem local ? local.getRawFileSystem() : files);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot reach " + folder + ": " + e, e);
    }
  }

  /** A folder within this one. */
  public FolderFiles folder(String name) {
    return new FolderFiles(new Path(folder, name), files);
  }

  public Path path() {
    return folder;
  }

  /**
   * The folder with its file system and absolute path, to compare folders by, and for executors,
   * whose default file system may be another.
   */
  public Path qualified() {
    return files.makeQualified(folder);
  }

  public Path path(String name) {
    return new Path(folder, name);
  }

  /** What lies in the folder itself, sorted by name; nothing where there is no folder. */
  public List<FileStatus> list() {
    try {
      if (!files.exists(folder)) {
        return List.of();
      }
      FileStatus[] entries = files.listStatus(folder);
      Arrays.sort(entries);
      return List.of(entries);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder + ": " + e, e);
    }
  }

  public boolean has(String name) {
    return length(name).isPresent();
  }

  /** The bytes of a file; empty where there is none of this name. */
  public Optional<Long> length(String name) {
    try {
      Path file = path(name);
      return files.exists(file) && files.getFileStatus(file).isFile()
          ? Optional.of(files.getFileStatus(file).getLen())
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for " + path(name) + ": " + e, e);
    }
  }

  /** Deletes a file, or a folder with all in it; does nothing where there is none. */
  public void delete(String name) {
    try {
      files.delete(path(name), true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + path(name) + ": " + e, e);
    }
  }

  private FSDataInputStream open(String name) throws IOException {
    return files.open(path(name));
  }

  /** A file to be read anywhere: mapped into memory where it lies on a local disk. */
  FileBytes bytes(String name) throws IOException {
    return files instanceof RawLocalFileSystem local
        ? MappedBytes.open(local.pathToFile(path(name)).toPath())
        : new StreamedBytes(open(name));
  }

  /**
   * A file's bytes.
   *
   * @throws DataException where the file is missing, or longer than 64 MiB
   */
  public byte[] read(String name) {
    return read(name, MAX_BYTES_AT_ONCE);
  }

  private byte[] read(String name, int maxBytes) {
    long length = length(name).orElseThrow(() -> new DataException("Missing file " + path(name)));
    if (length > maxBytes) {
      throw new DataException(
          "Cannot read %s: %s bytes, expected at most %s".formatted(path(name), length, maxBytes));
    }
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new DataException("Cannot read %s: %s".formatted(path(name), e), e);
    }
  }

  /**
   * A file that holds one JSON object.
   *
   * @throws DataException where it is missing, holds anything else, or is longer than 16 MiB
   */
  public ObjectNode readJson(String name) {
    return parse(read(name, MAX_JSON_BYTES), path(name).toString());
  }

  static ObjectNode newObject() {
    return JSON.createObjectNode();
  }

  static ObjectNode parse(byte[] json, String where) {
    try {
      if (JSON.readTree(json) instanceof ObjectNode object) {
        return object;
      }
      throw new DataException("Cannot read %s: expected a JSON object".formatted(where));
    } catch (JsonProcessingException e) {
      throw new DataException(
          "Cannot read %s: no valid JSON: %s".formatted(where, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new DataException("Cannot read %s: %s".formatted(where, e), e);
    }
  }

  /** Writes an object over what is there: indented, keys in the object's order. */
  public WrittenFile writeJson(String name, ObjectNode object) {
    try {
      return writeText(name, JSON.writer(PRINTER).writeValueAsString(object) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot print " + name, e);
    }
  }

  public WrittenFile writeText(String name, String text) {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public WrittenFile write(String name, byte[] bytes) {
    return write(name, out -> out.write(bytes));
  }

  /** Writes a file piece by piece, over what is there. */
  WrittenFile write(String name, Content content) {
    try {
      deleteChecksum(name);
      try (DigestedOutput out = new DigestedOutput(files.create(path(name), true))) {
        content.writeTo(out);
        out.close();
        return out.written(name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path(name) + ": " + e, e);
    }
  }

  /** A stale checksum would make Hadoop's own tools refuse the new bytes. */
  private void deleteChecksum(String name) throws IOException {
    Path file = path(name);
    Path checksum = new Path(file.getParent(), "." + file.getName() + ".crc");
    if (files.exists(checksum)) {
      files.delete(checksum, false);
    }
  }

  /**
   * Reads a file through and says what it holds.
   *
   * @throws DataException where it cannot be read
   */
  public WrittenFile digest(String name) {
    MessageDigest digest = StableHash.sha256();
    byte[] buffer = new byte[1 << 20];
    long bytes = 0;
    try (InputStream in = open(name)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
        bytes += count;
      }
    } catch (IOException e) {
      throw new DataException("Cannot read %s: %s".formatted(path(name), e), e);
    }
    return new WrittenFile(name, bytes, HexFormat.of().formatHex(digest.digest()));
  }

  /** Writes the bytes of one file. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }
}
