package org.flanspark.tuning.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * The memory limit of this process's control group, of version 2 or 1 (Linux, {@code
 * Documentation/admin-guide/cgroup-v2.rst} and {@code cgroup-v1/memory.rst}).
 *
 * @param root where control groups are mounted
 */
record ControlGroup(Path root) {
  private static final Path OF_THIS_PROCESS = Path.of("/proc/self/cgroup");

  /** Version 1 writes "no limit" as a number near 2^63. */
  private static final long NO_LIMIT = 1L << 60;

  static OptionalLong limitOfThisProcess() throws IOException {
    return Files.isReadable(OF_THIS_PROCESS)
        ? new ControlGroup(Path.of("/sys/fs/cgroup")).limit(Files.readAllLines(OF_THIS_PROCESS))
        : OptionalLong.empty();
  }

  /**
   * The least limit of the group and of those around it; nothing where there is none.
   *
   * @param membership the lines of {@code /proc/self/cgroup}: number:controllers:path
   */
  OptionalLong limit(List<String> membership) throws IOException {
    long least = Long.MAX_VALUE;
    for (String line : membership) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && parts[1].isEmpty()) {
        least = Math.min(least, least(root, parts[2], "memory.max"));
      } else if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
        least = Math.min(least, least(root.resolve("memory"), parts[2], "memory.limit_in_bytes"));
      }
    }
    return least < NO_LIMIT ? OptionalLong.of(least) : OptionalLong.empty();
  }

  /** In a container the path may be the host's, and only the mount itself be there to read. */
  private static long least(Path mount, String path, String file) throws IOException {
    long least = Long.MAX_VALUE;
    Path group = mount.resolve(path.replaceFirst("^/+", "")).normalize();
    for (Path at = group; at != null && at.startsWith(mount); at = at.getParent()) {
      least = Math.min(least, read(at.resolve(file)));
    }
    return least;
  }

  private static long read(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      return Long.MAX_VALUE;
    }
    String text = Files.readString(file).strip();
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
  }
}
