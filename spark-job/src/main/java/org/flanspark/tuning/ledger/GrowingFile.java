package org.flanspark.tuning.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file of this process that grows piece by piece, each whole before the next begins, while others
 * read it. Where nothing can be appended, as in object stores, it is written again with each piece.
 */
public final class GrowingFile {
  /** Where bytes can be appended, and a rename replaces a file at once; not in object stores. */
  private static final Set<String> FILE_SYSTEMS = Set.of("file", "hdfs", "viewfs");

  private final Path file;
  private final FileSystem files;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private long length;

  private GrowingFile(Path file, FileSystem files) {
    this.file = file;
    this.files = files;
  }

  /** A file that is written with its first piece, over one that is there. */
  public static GrowingFile of(Path file, Configuration hadoop) {
    try {
      return new GrowingFile(file, files(file, hadoop));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file + ": " + e, e);
    }
  }

  /** Adds a piece at its end. */
  public void add(byte[] piece) {
    try {
      if (canGrow(files)) {
        try (OutputStream out = length == 0 ? files.create(file, true) : files.append(file)) {
          out.write(piece);
        }
      } else {
        written.writeBytes(piece);
        try (OutputStream out = files.create(file, true)) {
          written.writeTo(out);
        }
      }
      length += piece.length;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file + ": " + e, e);
    }
  }

  /** What another piece costs beside its own bytes; 0 where pieces are appended. */
  public int bytesWrittenAgain() {
    return written.size();
  }

  static boolean canGrow(FileSystem files) {
    return FILE_SYSTEMS.contains(files.getUri().getScheme());
  }

  /** On a local disk without Hadoop's hidden checksum files: other tools write and read there. */
  static FileSystem files(Path file, Configuration hadoop) throws IOException {
    FileSystem files = file.getFileSystem(hadoop);
    return files instanceof ChecksumFileSystem local ? local.getRawFileSystem() : files;
  }
}
