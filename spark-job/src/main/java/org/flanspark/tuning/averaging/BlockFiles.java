package org.flanspark.tuning.averaging;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Files that blocks are written to, round after round: a block's own file is a hard link to one of
 * these, which is free again when Spark has deleted the link. Overwriting keeps the file's pages in
 * the operating system's cache, where a new file's would have to be found each round, and a deleted
 * one's given up: half of what writing a block costs.
 *
 * <p>They lie in Spark's local folders, which it clears away when the process ends.
 */
final class BlockFiles {
  private static final Map<Path, List<Path>> KEPT = new HashMap<>();
  private static final Set<Path> IN_WORK = new HashSet<>();

  private BlockFiles() {}

  /**
   * A file to be overwritten, which may be longer than what will be written.
   *
   * @param block where the link to it will be: on the same file system
   */
  static synchronized Path take(File block) throws IOException {
    Path folder = block.getParentFile().getParentFile().toPath();
    List<Path> kept = KEPT.computeIfAbsent(folder, key -> new ArrayList<>());
    kept.removeIf(file -> !Files.exists(file));
    Optional<Path> free = free(kept);
    Path file = free.orElseGet(() -> folder.resolve("kept_" + UUID.randomUUID()));
    if (free.isEmpty()) {
      Files.createFile(file);
      kept.add(file);
    }
    IN_WORK.add(file);
    return file;
  }

  /** A link to a file that has been written. */
  static synchronized Path link(Path file, File block) throws IOException {
    Path link = block.getParentFile().toPath().resolve("link_" + UUID.randomUUID());
    Files.createLink(link, file);
    return link;
  }

  /** Declares that a file is written no longer: it is free as soon as no link leads to it. */
  static synchronized void written(Path file) {
    IN_WORK.remove(file);
  }

  private static Optional<Path> free(List<Path> files) throws IOException {
    for (Path file : files) {
      if (!IN_WORK.contains(file) && (Integer) Files.getAttribute(file, "unix:nlink") == 1) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
