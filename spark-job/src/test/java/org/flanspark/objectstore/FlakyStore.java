package org.flanspark.objectstore;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A folder of this machine as an object store shows it, {@code flaky:///tmp/x}: a rename copies
 * file by file and may be cut off with both in place, a file that is to be made exclusively is made
 * over another one, nothing can be appended, and writes may fail from some moment on.
 */
public final class FlakyStore extends RawLocalFileSystem {
  private static final URI NAME = URI.create("flaky:///");

  private static final AtomicInteger RENAMES = new AtomicInteger();
  private static final AtomicInteger WRITES_LEFT = new AtomicInteger(Integer.MAX_VALUE);

  private static final AtomicBoolean CUTS_RENAME = new AtomicBoolean();

  /** Makes the scheme known, of a store on which nothing has been done yet. */
  static void register(Configuration hadoop) {
    hadoop.set("fs.flaky.impl", FlakyStore.class.getName());
    RENAMES.set(0);
    heal();
  }

  /** Lets the next rename end in the middle: what was copied is in both places. */
  static void cutNextRename() {
    CUTS_RENAME.set(true);
  }

  /** How often somebody has relied on a rename. */
  static int renames() {
    return RENAMES.get();
  }

  /** Lets so many files be made, and none after them. */
  static void failAfterWrites(int files) {
    WRITES_LEFT.set(files);
  }

  static void heal() {
    CUTS_RENAME.set(false);
    WRITES_LEFT.set(Integer.MAX_VALUE);
  }

  @Override
  public URI getUri() {
    return NAME;
  }

  @Override
  public String getScheme() {
    return NAME.getScheme();
  }

  /** Not exclusive: {@code overwrite} is passed over. */
  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    requireAlive(file);
    return super.create(file, true, bufferSize, replication, blockSize, progress);
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    requireAlive(file);
    return super.create(file, permission, true, bufferSize, replication, blockSize, progress);
  }

  @Override
  public FSDataOutputStream append(Path file, int bufferSize, Progressable progress) {
    throw new UnsupportedOperationException("An object store appends nothing: " + file);
  }

  @Override
  public boolean rename(Path source, Path target) throws IOException {
    RENAMES.incrementAndGet();
    if (!exists(source)) {
      throw new FileNotFoundException(source.toString());
    }
    boolean isFolder = isDirectory(source);
    FileStatus[] moved = isFolder ? listStatus(source) : new FileStatus[] {getFileStatus(source)};
    for (FileStatus file : moved) {
      Path copy = isFolder ? new Path(target, file.getPath().getName()) : target;
      FileUtil.copy(this, file.getPath(), this, copy, false, getConf());
      if (CUTS_RENAME.get()) {
        throw new IOException("The store is away in the middle of a rename: " + source);
      }
    }
    return delete(source, true);
  }

  private static void requireAlive(Path file) throws IOException {
    if (WRITES_LEFT.getAndUpdate(left -> left == Integer.MAX_VALUE ? left : Math.max(0, left - 1))
        == 0) {
      throw new IOException("The store is away: " + file);
    }
  }
}
