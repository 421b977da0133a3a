package org.flanspark.tuning.averaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.buffer.ManagedBuffer;
import org.apache.spark.network.buffer.NioManagedBuffer;
import org.apache.spark.network.shuffle.BlockFetchingListener;
import org.apache.spark.network.shuffle.DownloadFile;
import org.apache.spark.network.shuffle.DownloadFileManager;
import org.apache.spark.network.shuffle.DownloadFileWritableChannel;
import org.apache.spark.network.util.TransportConf;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManagerId;
import org.jspecify.annotations.Nullable;

/**
 * A block on its way from another process into memory. Spark hands over its bytes in the pieces in
 * which they come from the network, to what it takes for a file; as one buffer it would collect and
 * copy them first, in memory that is new each time.
 */
final class Landing implements BlockFetchingListener, DownloadFileManager, AutoCloseable {
  private final BlockId id;
  private final BlockManagerId from;
  private final ByteBuffer memory;
  private final int length;
  private final CompletableFuture<Void> whole = new CompletableFuture<>();

  /** The one whose bytes count. */
  private @Nullable Attempt current;

  private boolean isClosed;

  /**
   * One that nobody has been asked for yet.
   *
   * @param memory as many bytes as the block's, which are this landing's own until it is closed
   */
  Landing(BlockId id, BlockManagerId from, ByteBuffer memory) {
    this.id = id;
    this.from = from;
    this.memory = memory;
    this.length = memory.remaining();
  }

  /** Asks a process that has a block for it. */
  static Landing ask(BlockId id, BlockManagerId from, ByteBuffer memory) {
    Landing landing = new Landing(id, from, memory);
    SparkEnv.get()
        .blockManager()
        .blockTransferService()
        .fetchBlocks(
            from.host(),
            from.port(),
            from.executorId(),
            new String[] {id.name()},
            landing,
            landing);
    return landing;
  }

  /** Waits for the last byte. */
  void await() throws IOException {
    try {
      whole.get();
    } catch (ExecutionException e) {
      throw new IOException("Cannot fetch %s from %s: %s".formatted(id, from, e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while " + id + " was fetched", e);
    }
  }

  /** Sees to it that no byte is written from now on. */
  @Override
  public synchronized void close() {
    isClosed = true;
    current = null;
  }

  /** Spark tries again where a connection breaks: from the first byte. */
  @Override
  public synchronized DownloadFile createTempFile(TransportConf conf) {
    Attempt attempt = new Attempt();
    if (!isClosed) {
      current = attempt;
      memory.position(memory.limit() - length);
    }
    return attempt;
  }

  private synchronized int write(Attempt attempt, ByteBuffer piece) throws IOException {
    if (attempt != current || piece.remaining() > memory.remaining()) {
      throw new IOException("Nobody waits for %s bytes of %s".formatted(piece.remaining(), id));
    }
    int count = piece.remaining();
    memory.put(piece);
    return count;
  }

  @Override
  public synchronized void onBlockFetchSuccess(String name, ManagedBuffer data) {
    if (memory.hasRemaining()) {
      whole.completeExceptionally(
          new IOException("it ended %s bytes too early".formatted(memory.remaining())));
    }
    whole.complete(null);
  }

  @Override
  public void onBlockFetchFailure(String name, Throwable reason) {
    whole.completeExceptionally(reason);
  }

  @Override
  public boolean registerTempFileToClean(DownloadFile file) {
    return true;
  }

  /** What Spark takes for a file. */
  private final class Attempt implements DownloadFile, DownloadFileWritableChannel {
    @Override
    public DownloadFileWritableChannel openForWriting() {
      return this;
    }

    @Override
    public int write(ByteBuffer piece) throws IOException {
      return Landing.this.write(this, piece);
    }

    /** The bytes are where they should be: nobody looks at these. */
    @Override
    public ManagedBuffer closeAndRead() {
      return new NioManagedBuffer(ByteBuffer.allocate(0));
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // There is nothing to close: what comes after is another attempt's.
    }

    @Override
    public boolean delete() {
      return true;
    }

    @Override
    public String path() {
      return id.name();
    }
  }
}
