package org.flanspark.tuning.huggingface;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that is open for reading anywhere. Not safe for use by several threads at once. */
interface FileBytes extends Closeable {
  /**
   * Bytes of the file.
   *
   * @return little-endian, its first byte the one at {@code position}; valid until the next call
   * @throws IOException where they cannot be read, or the file ends before them
   */
  ByteBuffer read(long position, int length) throws IOException;
}
