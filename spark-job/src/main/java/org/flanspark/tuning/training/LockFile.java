package org.flanspark.tuning.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.jspecify.annotations.Nullable;

/** A file that says which process holds what lies beside it; this process takes and frees it. */
public final class LockFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path path;
  private final FileSystem files;
  private final LockHolder self;

  private LockFile(Path path, FileSystem files, LockHolder self) {
    this.path = path;
    this.files = files;
    this.self = self;
  }

  /**
   * A file that need not be there yet.
   *
   * @param purpose what this process wants it for
   */
  public static LockFile of(Path path, @Nullable String purpose, Configuration hadoop)
      throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    return new LockFile(
        path,
        files instanceof ChecksumFileSystem local ? local.getRawFileSystem() : files,
        LockHolder.current(purpose));
  }

  public Path path() {
    return path;
  }

  /** When it was last written, by the file system's own clock. */
  public long modified() throws IOException {
    return files.getFileStatus(path).getModificationTime();
  }

  /** Makes the file and with it this process its holder; false where there is one. */
  public boolean tryCreate() throws IOException {
    try {
      create();
      return true;
    } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      if (files.exists(path)) {
        return false;
      }
      throw e;
    }
  }

  private void create() throws IOException {
    if (files instanceof RawLocalFileSystem local && "file".equals(files.getUri().getScheme())) {
      // Hadoop's local file system looks first and creates then, and another may come between.
      Files.write(
          local.pathToFile(path).toPath(),
          JSON.writeValueAsBytes(self),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
    } else {
      write(false);
    }
  }

  /** Writes it anew, as a sign of life. */
  void sign() throws IOException {
    write(true);
  }

  private void write(boolean overwrite) throws IOException {
    try (OutputStream out = files.create(path, overwrite)) {
      out.write(JSON.writeValueAsBytes(self));
    }
  }

  /** Who holds it; empty where nobody does, or where its text was cut short. */
  public Optional<LockHolder> holder() throws IOException {
    try (InputStream in = files.open(path)) {
      return Optional.of(JSON.readValue(in, LockHolder.class));
    } catch (JsonProcessingException | FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Whether this process is the holder. */
  public boolean isHeld() throws IOException {
    return holder().filter(self::equals).isPresent();
  }

  /** Gives it free, whoever holds it. */
  public void delete() throws IOException {
    files.delete(path, false);
  }
}
