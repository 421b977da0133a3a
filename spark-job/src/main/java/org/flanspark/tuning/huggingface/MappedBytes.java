package org.flanspark.tuning.huggingface;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.util.CleanerUtil;
import org.jspecify.annotations.Nullable;

/**
 * A file on a local disk, one window of it mapped into memory at a time: a mapping holds less than
 * 2 GiB, and all of a large file at once would count as memory in use.
 */
final class MappedBytes implements FileBytes {
  private static final int WINDOW_BYTES = 64 << 20;

  private final FileChannel channel;
  private @Nullable MappedByteBuffer window;
  private long windowStart;

  private MappedBytes(FileChannel channel) {
    this.channel = channel;
  }

  static MappedBytes open(Path file) throws IOException {
    return new MappedBytes(FileChannel.open(file, StandardOpenOption.READ));
  }

  @Override
  public ByteBuffer read(long position, int length) throws IOException {
    MappedByteBuffer mapped = window;
    if (mapped == null
        || position < windowStart
        || position + length > windowStart + mapped.capacity()) {
      mapped = map(position, length);
    }
    return mapped
        .slice((int) (position - windowStart), length)
        .asReadOnlyBuffer()
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private MappedByteBuffer map(long position, int length) throws IOException {
    long left = channel.size() - position;
    if (position < 0 || left < length) {
      throw new IOException(
          "bytes %s to %s of %s".formatted(position, position + length, channel.size()));
    }
    unmap();
    MappedByteBuffer mapped =
        channel.map(
            MapMode.READ_ONLY, position, Math.min(left, Math.max(length, (long) WINDOW_BYTES)));
    window = mapped;
    windowStart = position;
    return mapped;
  }

  /** Without this, a window would count as memory in use until the heap is collected. */
  private void unmap() throws IOException {
    MappedByteBuffer mapped = window;
    window = null;
    if (mapped != null && CleanerUtil.UNMAP_SUPPORTED) {
      CleanerUtil.getCleaner().freeBuffer(mapped);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      unmap();
    } finally {
      channel.close();
    }
  }
}
