package org.flanspark.tuning.averaging;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.buffer.ManagedBuffer;
import org.apache.spark.network.shuffle.BlockFetchingListener;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockManagerId;

/** A block that is on its way from the process that has it, if that is not this one. */
final class ArrivingBlock implements AutoCloseable {
  private final BlockId id;
  private final BlockManagerId place;
  private final CompletableFuture<ManagedBuffer> bytes = new CompletableFuture<>();
  private final boolean isHere;
  private boolean isOpened;

  /** Asks for a block. */
  ArrivingBlock(BlockId id, BlockManagerId place) {
    this.id = id;
    this.place = place;
    BlockManager manager = SparkEnv.get().blockManager();
    this.isHere = place.equals(manager.blockManagerId());
    if (!isHere) {
      manager
          .blockTransferService()
          .fetchBlocks(
              place.host(),
              place.port(),
              place.executorId(),
              new String[] {id.name()},
              new Listener(bytes),
              null);
    }
  }

  /** Waits for its bytes, and frees them when they are closed. */
  InputStream open() throws IOException {
    isOpened = true;
    ManagedBuffer whole = isHere ? local() : arrived();
    return new FilterInputStream(whole.createInputStream()) {
      private boolean isClosed;

      @Override
      public void close() throws IOException {
        if (!isClosed) {
          isClosed = true;
          super.close();
          whole.release();
        }
      }
    };
  }

  private ManagedBuffer local() throws IOException {
    try {
      return SparkEnv.get().blockManager().getLocalBlockData(id);
    } catch (RuntimeException e) {
      throw new IOException("Cannot read " + id + ": " + e, e);
    }
  }

  private ManagedBuffer arrived() throws IOException {
    try {
      return bytes.get();
    } catch (ExecutionException e) {
      throw new IOException("Cannot fetch %s from %s: %s".formatted(id, place, e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while " + id + " was fetched", e);
    }
  }

  /** Frees the bytes of a block that was not opened, whenever they come. */
  @Override
  public void close() {
    if (!isOpened) {
      bytes.thenAccept(ManagedBuffer::release);
    }
  }

  private record Listener(CompletableFuture<ManagedBuffer> bytes) implements BlockFetchingListener {
    @Override
    public void onBlockFetchSuccess(String name, ManagedBuffer data) {
      bytes.complete(data.retain());
    }

    @Override
    public void onBlockFetchFailure(String name, Throwable reason) {
      bytes.completeExceptionally(reason);
    }
  }
}
