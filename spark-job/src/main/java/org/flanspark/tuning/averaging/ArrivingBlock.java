package org.flanspark.tuning.averaging;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.buffer.ManagedBuffer;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockManagerId;
import org.apache.spark.util.ByteBufferInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A block to be read once: in this process from its file, from any other as it has landed in spare
 * memory.
 */
final class ArrivingBlock implements AutoCloseable {
  private final BlockId id;

  /** Null where the block is in this process. */
  private final @Nullable Distant distant;

  private boolean isClosed;

  private record Distant(ByteBuffer bytes, Landing landing) {}

  /**
   * Asks for a block.
   *
   * @param home a process that has it
   * @param length bytes
   */
  ArrivingBlock(BlockId id, BlockManagerId home, int length) {
    this.id = id;
    this.distant = home.equals(manager().blockManagerId()) ? null : ask(id, home, length);
  }

  private static Distant ask(BlockId id, BlockManagerId home, int length) {
    ByteBuffer bytes = SpareBuffers.take(length);
    return new Distant(bytes, Landing.ask(id, home, bytes));
  }

  /** The bytes of a block, once they are there; none of none. */
  static InputStream open(@Nullable ArrivingBlock block) throws IOException {
    return block == null ? InputStream.nullInputStream() : block.open();
  }

  private InputStream open() throws IOException {
    if (distant == null) {
      return local();
    }
    distant.landing().await();
    return new ByteBufferInputStream(distant.bytes().rewind());
  }

  private InputStream local() throws IOException {
    ManagedBuffer file = localFile();
    return new FilterInputStream(file.createInputStream()) {
      private boolean isReleased;

      @Override
      public void close() throws IOException {
        if (!isReleased) {
          isReleased = true;
          super.close();
          file.release();
        }
      }
    };
  }

  private ManagedBuffer localFile() throws IOException {
    try {
      return manager().getLocalBlockData(id);
    } catch (RuntimeException e) {
      throw new IOException("Cannot read " + id + ": " + e, e);
    }
  }

  /** Gives its memory up, whether it has come or not. */
  @Override
  public void close() {
    if (distant != null && !isClosed) {
      isClosed = true;
      distant.landing().close();
      SpareBuffers.giveBack(distant.bytes());
    }
  }

  private static BlockManager manager() {
    return SparkEnv.get().blockManager();
  }
}
