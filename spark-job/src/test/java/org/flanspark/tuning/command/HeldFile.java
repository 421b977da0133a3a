package org.flanspark.tuning.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Holds a process right before it replaces a small file, as a disk that does not answer would: what
 * it would write first, and rename then, is a pipe that nobody reads, and opening that waits.
 */
record HeldFile(Path pipe) {
  static HeldFile before(Path file) throws IOException, InterruptedException {
    Files.createDirectories(file.getParent());
    Path pipe = file.resolveSibling("." + file.getFileName() + ".new");
    Files.deleteIfExists(pipe);
    if (new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor() != 0) {
      throw new IOException("Cannot make the pipe " + pipe);
    }
    return new HeldFile(pipe);
  }

  /** After the process was killed: what it leaves where it was killed while it wrote. */
  void becomeHalfWritten() throws IOException {
    Files.delete(pipe);
    Files.writeString(pipe, "{\n  \"ni");
  }
}
