package org.flanspark.tuning.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a lock: a process on a host.
 *
 * @param process its number
 * @param startedMillis when it started, since numbers are used again
 * @param processes the space of numbers that it is one of: containers on one host have their own
 * @param purpose what it holds the lock for
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LockHolder(
    String host,
    long process,
    long startedMillis,
    @Nullable String processes,
    @Nullable String purpose) {
  private static final Path SPACE = Path.of("/proc/self/ns/pid");

  static LockHolder current(@Nullable String purpose) throws IOException {
    ProcessHandle self = ProcessHandle.current();
    return new LockHolder(thisHost(), self.pid(), started(self), space(), purpose);
  }

  /** Whether it is known to run, known to be gone, or unknown since it is not of this host. */
  public Optional<Boolean> runs() throws IOException {
    boolean here = host.equals(thisHost()) && (processes == null || processes.equals(space()));
    return here
        ? Optional.of(
            ProcessHandle.of(process).filter(found -> started(found) == startedMillis).isPresent())
        : Optional.empty();
  }

  /** For people. */
  public String name() {
    return "process " + process + " on " + host;
  }

  private static String thisHost() throws IOException {
    return InetAddress.getLocalHost().getHostName();
  }

  private static @Nullable String space() throws IOException {
    return Files.isSymbolicLink(SPACE) ? Files.readSymbolicLink(SPACE).toString() : null;
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
