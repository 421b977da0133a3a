package org.flanspark.tuning.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder with all in it as it was at a moment, to begin again from there. */
record SavedFolder(Path folder, Path copy) {
  /**
   * Saves it.
   *
   * @param copy a folder that is not there yet
   */
  static SavedFolder of(Path folder, Path copy) throws IOException {
    copy(folder, copy);
    return new SavedFolder(folder, copy);
  }

  /** Makes the folder what it was. */
  void putBack() throws IOException {
    delete(folder);
    copy(copy, folder);
  }

  /** Deletes a folder with all in it; does nothing where there is none. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      for (Path one : inside(folder, Comparator.reverseOrder())) {
        Files.delete(one);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path one : inside(from, Comparator.naturalOrder())) {
      Files.copy(one, to.resolve(from.relativize(one)), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private static List<Path> inside(Path folder, Comparator<Path> order) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted(order).toList();
    }
  }
}
