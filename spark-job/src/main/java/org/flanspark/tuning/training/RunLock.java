package org.flanspark.tuning.training;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two runs out of one folder: a file that its holder writes anew every few seconds. A file
 * that nobody writes any more was left by a run that was killed, and is taken over.
 */
public final class RunLock implements AutoCloseable {
  static final String FILE = ".lock";

  /** How often a holder gives a sign, and how long to wait for one. */
  record Pace(Duration sign, Duration patience) {}

  private static final Pace PACE = new Pace(Duration.ofSeconds(10), Duration.ofSeconds(45));
  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

  private final LockFile file;
  private final ScheduledExecutorService signs;

  private RunLock(LockFile file) {
    this.file = file;
    this.signs =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "run-lock");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes the lock of a folder that exists.
   *
   * @throws ConfigException where another run holds it, or the folder cannot be written to
   */
  public static RunLock take(RunFolder folder, Configuration hadoop) {
    return take(folder, hadoop, PACE);
  }

  static RunLock take(RunFolder folder, Configuration hadoop, Pace pace) {
    try {
      RunLock lock = new RunLock(LockFile.of(new Path(folder.path(), FILE), null, hadoop));
      lock.acquire(folder, pace);
      long millis = pace.sign().toMillis();
      lock.signs.scheduleWithFixedDelay(lock::sign, millis, millis, TimeUnit.MILLISECONDS);
      return lock;
    } catch (IOException e) {
      throw folder.unwritable(e);
    }
  }

  private void acquire(RunFolder folder, Pace pace) throws IOException {
    while (!file.tryCreate()) {
      Optional<LockHolder> other = file.holder();
      boolean gone =
          other.isEmpty()
              ? !signsOfLife(pace)
              : other.get().runs().map(runs -> !runs).orElseGet(() -> !signsOfLife(pace));
      if (!gone) {
        throw new ConfigException(
            "Cannot use run folder %s: another run is writing to it (%s); wait for its end, or set output.run to another folder"
                .formatted(folder.path(), other.map(LockHolder::name).orElse("unknown")));
      }
      LOG.warn("Taking over {}, which a run that was killed left behind", file.path());
      file.delete();
    }
  }

  /** Waits for the file to change; the file system's clock is compared with itself alone. */
  private boolean signsOfLife(Pace pace) {
    try {
      long before = file.modified();
      LOG.info(
          "Waiting up to {} s for a sign of who holds {}",
          pace.patience().toSeconds(),
          file.path());
      long end = System.nanoTime() + pace.patience().toNanos();
      while (System.nanoTime() < end) {
        Thread.sleep(Math.min(1000, pace.patience().toMillis()));
        if (file.modified() != before) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void sign() {
    try {
      file.sign();
    } catch (IOException e) {
      LOG.warn("Cannot write {}: {}", file.path(), e.toString());
    }
  }

  /** Gives the folder free. */
  @Override
  public void close() {
    signs.shutdownNow();
    try {
      signs.awaitTermination(10, TimeUnit.SECONDS);
      file.delete();
    } catch (IOException e) {
      LOG.warn("Cannot delete {}: {}", file.path(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
