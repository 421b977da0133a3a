package org.flanspark.tuning.nightly;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.ConfigException;
import org.flanspark.config.OnLock;
import org.flanspark.tuning.training.LockFile;
import org.flanspark.tuning.training.LockHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two nights, or a night and a rollback, out of one folder. A lock is taken over only from a
 * process of this host that is known to be gone, or from one that never wrote its name: whether one
 * elsewhere still works is a guess, and a wrong guess lets two into one folder.
 */
final class NightlyLock implements AutoCloseable {
  static final String FILE = ".lock";

  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** The name follows the file at once; clocks of hosts may differ by minutes. */
  private static final Duration LONGEST_WITHOUT_NAME = Duration.ofMinutes(30);

  private static final Logger LOG = LoggerFactory.getLogger(NightlyLock.class);

  private final LockFile file;

  private NightlyLock(LockFile file) {
    this.file = file;
  }

  /**
   * Takes it.
   *
   * @param purpose what for, as others are told
   * @throws LockedException where another process holds it and is not to be waited for
   */
  static NightlyLock take(Path folder, String purpose, OnLock onLock, Configuration hadoop) {
    return take(folder, purpose, onLock, PAUSE, hadoop);
  }

  static NightlyLock take(
      Path folder, String purpose, OnLock onLock, Duration pause, Configuration hadoop) {
    try {
      folder.getFileSystem(hadoop).mkdirs(folder);
      LockFile file =
          LockFile.of(
              new Path(folder, FILE),
              "%s since %s".formatted(purpose, Instant.now().truncatedTo(ChronoUnit.SECONDS)),
              hadoop);
      warnWhereNotExclusive(folder, hadoop);
      new NightlyLock(file).acquire(onLock, pause);
      return new NightlyLock(file);
    } catch (IOException e) {
      throw new ConfigException(
          "Cannot write to nightly.folder %s: %s".formatted(folder, e.getMessage()));
    }
  }

  private static void warnWhereNotExclusive(Path folder, Configuration hadoop) throws IOException {
    String scheme = folder.getFileSystem(hadoop).getUri().getScheme();
    if (scheme.startsWith("s3")) {
      LOG.warn(
          "{}:// cannot create a file exclusively, so the lock may fail where two nights begin at"
              + " once: see that the scheduler never runs two (concurrencyPolicy: Forbid, flock)",
          scheme);
    }
  }

  private void acquire(OnLock onLock, Duration pause) throws IOException {
    String waitedFor = "";
    while (!file.tryCreate()) {
      Optional<LockHolder> holder = file.holder();
      if (holder.isPresent() ? isGone(holder.get()) : isOld()) {
        LOG.warn("Taking over {}, which a night that was killed left behind", file.path());
        file.delete();
        continue;
      }
      String held = held(holder);
      if (onLock == OnLock.END) {
        throw new LockedException(held);
      }
      if (!waitedFor.equals(held)) {
        LOG.info("Waiting: {}", held);
        waitedFor = held;
      }
      sleep(pause);
    }
  }

  private static boolean isGone(LockHolder holder) throws IOException {
    return holder.runs().filter(runs -> !runs).isPresent();
  }

  private boolean isOld() throws IOException {
    try {
      Instant written = Instant.ofEpochMilli(file.modified());
      return written.plus(LONGEST_WITHOUT_NAME).isBefore(Instant.now());
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  private String held(Optional<LockHolder> holder) {
    return "%s is held by %s; if that is gone for good, delete the file"
        .formatted(
            file.path(),
            holder
                .map(found -> "%s (%s)".formatted(found.name(), found.purpose()))
                .orElse("a process that has not written its name"));
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the nightly lock", e);
    }
  }

  /** Whether it is still this process's. */
  boolean isHeld() {
    try {
      return file.isHeld();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file.path() + ": " + e, e);
    }
  }

  /**
   * Makes sure before a step that counts.
   *
   * @throws IllegalStateException where someone has taken the lock away
   */
  void requireHeld() {
    if (!isHeld()) {
      throw new IllegalStateException(
          "Lost the lock %s: someone deleted it or took it over; run nightly again"
              .formatted(file.path()));
    }
  }

  /** Gives the folder free, where it is this process's. */
  @Override
  public void close() {
    try {
      if (file.isHeld()) {
        file.delete();
      }
    } catch (IOException e) {
      LOG.warn("Cannot delete {}: {}", file.path(), e.toString());
    }
  }
}
