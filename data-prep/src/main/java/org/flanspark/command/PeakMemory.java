package org.flanspark.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory that this process ever held, as Linux counts it. */
public final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";
  private static final String NOW = "VmRSS:";

  private PeakMemory() {}

  /** The most resident bytes until now, or -1 where the operating system does not say. */
  public static long bytes() {
    return read(PEAK);
  }

  /** Resident bytes at present, or -1 where the operating system does not say. */
  public static long bytesNow() {
    return read(NOW);
  }

  private static long read(String key) {
    if (!Files.isReadable(STATUS)) {
      return -1;
    }
    try {
      return Files.readAllLines(STATUS, StandardCharsets.US_ASCII).stream()
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + STATUS + ": " + e, e);
    }
  }
}
