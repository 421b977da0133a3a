package org.flanspark.tuning.command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.ConfigException;

/**
 * A file that has its name only when it is whole: until then it stands beside it, hidden, and goes
 * away unless it is committed.
 */
final class StagedFile implements AutoCloseable {
  private final FileSystem files;
  private final Path target;
  private final Path staged;
  private final OutputStream stream;
  private boolean closed;

  private StagedFile(FileSystem files, Path target, Path staged) throws IOException {
    this.files = files;
    this.target = target;
    this.staged = staged;
    this.stream = files.create(staged, true);
  }

  /**
   * An empty file; what has its name is replaced on {@link #commit}.
   *
   * @throws ConfigException if the name is a folder's
   */
  static StagedFile create(String name, Configuration hadoop) {
    Path path = new Path(name);
    try {
      FileSystem files = withoutChecksums(path.getFileSystem(hadoop));
      Path target = files.makeQualified(path);
      if (files.exists(target) && files.getFileStatus(target).isDirectory()) {
        throw new ConfigException("Invalid --output: %s, expected a file".formatted(name));
      }
      Path staged = new Path(target.getParent(), "." + target.getName() + ".new");
      return new StagedFile(files, target, staged);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + name, e);
    }
  }

  OutputStream stream() {
    return stream;
  }

  /** Gives the file its name. */
  void commit() {
    try {
      stream.close();
      FileContext.getFileContext(files.getUri(), files.getConf())
          .rename(staged, target, Options.Rename.OVERWRITE);
      closed = true;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + target, e);
    }
  }

  /** Removes what was not committed. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      stream.close();
      files.delete(staged, false);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + staged, e);
    }
  }

  /** On a local disk without Hadoop's hidden checksum files: other tools write and read there. */
  private static FileSystem withoutChecksums(FileSystem files) {
    return files instanceof ChecksumFileSystem local ? local.getRawFileSystem() : files;
  }
}
