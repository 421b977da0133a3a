package org.flanspark.tuning.nightly;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Whether a night's results will find room; better known before than after a training. */
final class FreeSpace {
  private FreeSpace() {}

  /**
   * Looks, where there is anything to look for; an object store says that it has no end.
   *
   * @param minimum bytes
   * @throws UncheckedIOException where there are fewer
   */
  static void require(Path folder, @Nullable Long minimum, Configuration hadoop) {
    if (minimum == null) {
      return;
    }
    long free;
    try {
      free = folder.getFileSystem(hadoop).getStatus(folder).getRemaining();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot ask for the free space of " + folder + ": " + e, e);
    }
    if (free < minimum) {
      String message =
          "Too little space for a night in %s: %s bytes are free, nightly.minimum-free-bytes is %s; delete old nights' runs, or lower nightly.keep-last"
              .formatted(folder, free, minimum);
      throw new UncheckedIOException(message, new IOException(message));
    }
  }
}
