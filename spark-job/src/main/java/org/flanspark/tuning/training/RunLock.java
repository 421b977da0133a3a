package org.flanspark.tuning.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
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
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

  private final Path file;
  private final FileSystem files;
  private final Holder holder;
  private final ScheduledExecutorService signs;

  private RunLock(Path file, FileSystem files, Holder holder) {
    this.file = file;
    this.files = files;
    this.holder = holder;
    this.signs =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "run-lock");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Who holds a lock: a process on a host. */
  record Holder(String host, long process, long startedMillis) {
    static Holder current() throws IOException {
      ProcessHandle self = ProcessHandle.current();
      return new Holder(InetAddress.getLocalHost().getHostName(), self.pid(), started(self));
    }

    /** Whether it is known to run, known to be gone, or unknown since it is another host's. */
    Optional<Boolean> runs() throws IOException {
      if (!host.equals(InetAddress.getLocalHost().getHostName())) {
        return Optional.empty();
      }
      return Optional.of(
          ProcessHandle.of(process).filter(found -> started(found) == startedMillis).isPresent());
    }

    private static long started(ProcessHandle process) {
      return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
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
      Path file = new Path(folder.path(), FILE);
      RunLock lock = new RunLock(file, files(file, hadoop), Holder.current());
      lock.acquire(folder, pace);
      long millis = pace.sign().toMillis();
      lock.signs.scheduleWithFixedDelay(lock::sign, millis, millis, TimeUnit.MILLISECONDS);
      return lock;
    } catch (IOException e) {
      throw folder.unwritable(e);
    }
  }

  private static FileSystem files(Path file, Configuration hadoop) throws IOException {
    FileSystem files = file.getFileSystem(hadoop);
    return files instanceof ChecksumFileSystem local ? local.getRawFileSystem() : files;
  }

  private void acquire(RunFolder folder, Pace pace) throws IOException {
    while (!tryCreate()) {
      Optional<Holder> other = read();
      boolean gone =
          other.isEmpty()
              ? !signsOfLife(pace)
              : other.get().runs().map(runs -> !runs).orElseGet(() -> !signsOfLife(pace));
      if (!gone) {
        throw new ConfigException(
            "Cannot use run folder %s: another run is writing to it (%s); wait for its end, or set output.run to another folder"
                .formatted(
                    folder.path(),
                    other
                        .map(holder -> "process " + holder.process() + " on " + holder.host())
                        .orElse("unknown")));
      }
      LOG.warn("Taking over {}, which a run that was killed left behind", file);
      files.delete(file, false);
    }
  }

  private boolean tryCreate() throws IOException {
    try {
      write(false);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      if (files.exists(file)) {
        return false;
      }
      throw e;
    }
  }

  private void write(boolean overwrite) throws IOException {
    try (OutputStream out = files.create(file, overwrite)) {
      out.write(JSON.writeValueAsBytes(holder));
    }
  }

  private Optional<Holder> read() throws IOException {
    try (InputStream in = files.open(file)) {
      return Optional.of(JSON.readValue(in, Holder.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Waits for the file to change; the file system's clock is compared with itself alone. */
  private boolean signsOfLife(Pace pace) {
    try {
      FileStatus before = files.getFileStatus(file);
      LOG.info("Waiting up to {} s for a sign of who holds {}", pace.patience().toSeconds(), file);
      long end = System.nanoTime() + pace.patience().toNanos();
      while (System.nanoTime() < end) {
        Thread.sleep(Math.min(1000, pace.patience().toMillis()));
        if (files.getFileStatus(file).getModificationTime() != before.getModificationTime()) {
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
      write(true);
    } catch (IOException e) {
      LOG.warn("Cannot write {}: {}", file, e.toString());
    }
  }

  /** Gives the folder free. */
  @Override
  public void close() {
    signs.shutdownNow();
    try {
      signs.awaitTermination(10, TimeUnit.SECONDS);
      files.delete(file, false);
    } catch (IOException e) {
      LOG.warn("Cannot delete {}: {}", file, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
