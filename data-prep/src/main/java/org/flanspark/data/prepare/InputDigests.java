package org.flanspark.data.prepare;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.flanspark.data.shard.Manifest.InputDigest;
import org.flanspark.data.shard.StableHash;
import org.flanspark.data.source.SourceFile;
import org.flanspark.data.task.Task;

/** The SHA-256 of every source file, computed in the executors, and of every task file. */
final class InputDigests {
  /** Task files stand among the inputs under this name. */
  private static final String TASK_FILE = "task file: ";

  private static final int BUFFER_BYTES = 1 << 16;

  private record Part(String name, String path, long bytes) implements Serializable {}

  private InputDigests() {}

  static List<InputDigest> of(
      JavaSparkContext spark,
      List<SourceFile> files,
      List<Task> tasks,
      Broadcast<SerializableConfiguration> hadoop) {
    List<Part> parts = files.stream().flatMap(file -> parts(file).stream()).distinct().toList();
    List<InputDigest> digests = new ArrayList<>();
    List<String> sums =
        spark
            .parallelize(parts, Math.max(1, Math.min(parts.size(), spark.defaultParallelism() * 2)))
            .map(part -> sha256(part, hadoop.value()))
            .collect();
    for (int i = 0; i < parts.size(); i++) {
      digests.add(new InputDigest(parts.get(i).name(), parts.get(i).bytes(), sums.get(i)));
    }
    tasks.forEach(task -> digests.add(new InputDigest(TASK_FILE + task.name(), 0, task.digest())));
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
