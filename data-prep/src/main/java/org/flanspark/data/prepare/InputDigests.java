package org.flanspark.data.prepare;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.flanspark.data.shard.Manifest.InputDigest;
import org.flanspark.data.shard.StableHash;
import org.flanspark.data.source.SourceFile;
import org.flanspark.data.source.SourceTable;
import org.flanspark.data.task.Task;

/**
 * The SHA-256 of every source file, computed in the executors, and of every task file.
 *
 * @param all in the order of tasks and files
 * @param byTask those of each task's own files, by id
 */
record InputDigests(List<InputDigest> all, List<List<InputDigest>> byTask) {
  /** Task files stand among the inputs under this name. */
  private static final String TASK_FILE = "task file: ";

  /** What a table's row is taken for, since its bytes depend on how it is stored. */
  private static final long ROW_BYTES = 512;

  private static final int BUFFER_BYTES = 1 << 16;

  private record Part(String name, String path, long bytes) implements Serializable {}

  static InputDigests of(List<SourceFile> files, List<Task> tasks, Executors executors) {
    List<Part> parts = files.stream().flatMap(file -> parts(file).stream()).distinct().toList();
    Map<Part, InputDigest> digests = digests(parts, executors);
    Map<SourceFile, InputDigest> tables = tables(files, tasks, executors);
    List<List<InputDigest>> byTask = new ArrayList<>();
    for (int task = 0; task < tasks.size(); task++) {
      byTask.add(new ArrayList<>());
    }
    for (SourceFile file : files) {
      parts(file).stream().map(digests::get).forEach(byTask.get(file.task())::add);
      Optional.ofNullable(tables.get(file)).ifPresent(byTask.get(file.task())::add);
    }
    List<InputDigest> all = new ArrayList<>(parts.stream().map(digests::get).toList());
    files.stream().map(tables::get).filter(Objects::nonNull).forEach(all::add);
    tasks.forEach(task -> all.add(new InputDigest(TASK_FILE + task.name(), 0, task.digest())));
    return new InputDigests(List.copyOf(all), byTask);
  }

  /** The digests of one task's own files. */
  List<InputDigest> of(int task) {
    return byTask.get(task);
  }

  /** Bytes of one task's sources. */
  long bytes(int task) {
    return byTask.get(task).stream().mapToLong(InputDigest::bytes).sum();
  }

  private static Map<SourceFile, InputDigest> tables(
      List<SourceFile> files, List<Task> tasks, Executors executors) {
    Map<SourceFile, InputDigest> digests = new HashMap<>();
    for (SourceFile file : files) {
      Task task = tasks.get(file.task());
      if (task.source().table() != null) {
        SourceTable.Content content = SourceTable.content(executors.session(), task, file.split());
        digests.put(
            file,
            new InputDigest(
                task.name() + ": " + file.name(),
                content.rows() * ROW_BYTES,
                content.rows() + " rows, checksum " + content.checksum()));
      }
    }
    return digests;
  }

  private static Map<Part, InputDigest> digests(List<Part> parts, Executors executors) {
    var hadoop = executors.hadoop();
    int slices = Math.max(1, Math.min(parts.size(), executors.context().defaultParallelism() * 2));
    List<String> sums =
        executors
            .context()
            .parallelize(parts, slices)
            .map(part -> sha256(part, hadoop.value()))
            .collect();
    Map<Part, InputDigest> digests = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      digests.put(part, new InputDigest(part.name(), part.bytes(), sums.get(i)));
    }
    return digests;
  }

  private static List<Part> parts(SourceFile file) {
    List<Part> parts = new ArrayList<>();
    for (FileStatus status : file.parts()) {
      String name = status.getPath().getName();
      parts.add(
          new Part(
              file.name().endsWith("/" + name) ? file.name() : file.name() + "/" + name,
              status.getPath().toString(),
              status.getLen()));
    }
    return parts;
  }

  private static String sha256(Part part, SerializableConfiguration hadoop) {
    MessageDigest digest = StableHash.sha256();
    Path path = new Path(part.path());
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in =
        new DigestInputStream(path.getFileSystem(hadoop.value()).open(path), digest)) {
      while (in.read(buffer) >= 0) {
        // The stream digests what passes.
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + part.path() + ": " + e.getMessage(), e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
