package org.flanspark.tuning.nightly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Puts a small file in the place of another in one step: whoever reads finds the old one or the new
 * one, whole. A local disk and HDFS rename over what is there; an object store shows a put when it
 * has ended, and knows no rename.
 */
final class Replacement {
  private static final Set<String> RENAMING = Set.of("hdfs", "viewfs");

  private Replacement() {}

  static void write(Path file, byte[] bytes, Configuration hadoop) {
    try {
      FileSystem found = file.getFileSystem(hadoop);
      FileSystem files =
          found instanceof ChecksumFileSystem local ? local.getRawFileSystem() : found;
      files.mkdirs(file.getParent());
      String scheme = files.getUri().getScheme();
      if (files instanceof RawLocalFileSystem local && scheme.equals("file")) {
        renameLocally(local.pathToFile(file).toPath(), bytes);
      } else if (RENAMING.contains(scheme)) {
        rename(files.makeQualified(file), bytes, files, hadoop);
      } else {
        put(file, bytes, files);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file + ": " + e, e);
    }
  }

  private static void renameLocally(java.nio.file.Path file, byte[] bytes) throws IOException {
    java.nio.file.Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
    try (FileChannel out =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      // Or a power failure may leave the new name with nothing behind it.
      out.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void rename(Path file, byte[] bytes, FileSystem files, Configuration hadoop)
      throws IOException {
    Path temporary = new Path(file.getParent(), "." + file.getName() + ".new");
    try (FSDataOutputStream out = files.create(temporary, true)) {
      out.write(bytes);
      out.hsync();
    }
    FileContext.getFileContext(file.toUri(), hadoop)
        .rename(temporary, file, Options.Rename.OVERWRITE);
  }

  private static void put(Path file, byte[] bytes, FileSystem files) throws IOException {
    try (FSDataOutputStream out = files.create(file, true)) {
      out.write(bytes);
    }
  }
}
