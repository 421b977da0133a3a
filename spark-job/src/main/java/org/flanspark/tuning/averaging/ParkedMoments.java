package org.flanspark.tuning.averaging;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;

/**
 * Moments of a worker that had to make room for another in its executor, on the executor's disk.
 *
 * @param stamp what they are
 * @param file that holds them
 */
record ParkedMoments(MomentHistory.Stamp stamp, Path file) {
  /** Writes moments to a file. */
  static ParkedMoments write(
      MomentHistory.Stamp stamp, Kernels kernels, Tensor moments, Path file) {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (long from = 0; from < moments.size(); from += FlatValues.CHUNK) {
        long start = from;
        WireFormat.FLOAT32.write(
            length(moments, start), (at, chunk) -> kernels.read(moments, start + at, chunk), out);
      }
      return new ParkedMoments(stamp, file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write moments to " + file + ": " + e, e);
    }
  }

  /** Overwrites moments by those of the file, which is deleted. */
  void readInto(Kernels kernels, Tensor moments) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (long from = 0; from < moments.size(); from += FlatValues.CHUNK) {
        long start = from;
        WireFormat.FLOAT32.read(
            length(moments, start), (at, chunk) -> kernels.write(moments, start + at, chunk), in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read moments from " + file + ": " + e, e);
    }
    delete();
  }

  /** Forgets them. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + file + ": " + e, e);
    }
  }

  private static int length(Tensor moments, long from) {
    return (int) Math.min(FlatValues.CHUNK, moments.size() - from);
  }
}
