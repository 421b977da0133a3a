package org.flanspark.tuning.averaging;

import java.io.BufferedOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockManagerId;
import org.apache.spark.storage.BroadcastBlockId;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * A slice's bytes as a block of Spark's, in a file that lives for a round, and so in the operating
 * system's cache. Spark hands a file's bytes from there to the network without a copy, and they
 * land where they are wanted; a broadcast, a shuffle or a task's result would copy them through the
 * heap several times at either end.
 *
 * @param set the blocks that are freed together, see {@link #newSet}
 * @param name in the set; one of another content has another
 * @param home the process that wrote it
 * @param length bytes
 */
record SliceBlock(long set, String name, BlockManagerId home, int length) implements Serializable {
  private static final int BUFFER_BYTES = 1 << 13;
  private static final Logger LOG = LoggerFactory.getLogger(SliceBlock.class);

  /** Sets are broadcasts to Spark, whose own are counted from 0. */
  private static final AtomicLong NEXT_SET = new AtomicLong(1L << 62);

  /** Writes a block's bytes. */
  @FunctionalInterface
  interface Content {
    void write(DataOutput out) throws IOException;
  }

  /** A number that tells sets apart; drawn on the driver. */
  static long newSet() {
    return NEXT_SET.getAndIncrement();
  }

  /** Frees the blocks of a set, in all processes; called on the driver. */
  static void free(long set) {
    manager().master().removeBroadcast(set, true, false);
  }

  /** Writes a block in this process, which is its home. */
  static SliceBlock write(long set, String name, int length, Content content) {
    SliceBlock block = new SliceBlock(set, name, manager().blockManagerId(), length);
    block.store(false, content);
    return block;
  }

  /** Takes a copy of it, which others may read in this process. */
  void handOn(Content copy) {
    store(true, copy);
  }

  /** Asks its home for its bytes. */
  ArrivingBlock ask() {
    return new ArrivingBlock(id(), home, length);
  }

  /** Whether this process is its home. */
  boolean isHere() {
    return home.equals(manager().blockManagerId());
  }

  /** Has its bytes land, from its home. */
  void land(ByteBuffer memory) throws IOException {
    land(home, memory);
  }

  /** Has its bytes land, from any of the processes that have it. */
  void landFromAnywhere(ByteBuffer memory) throws IOException {
    List<BlockManagerId> places =
        new ArrayList<>(JavaConverters.seqAsJavaList(manager().master().getLocations(id())));
    places.remove(home);
    Collections.shuffle(places);
    if (!places.isEmpty()) {
      try {
        land(places.get(0), memory);
        return;
      } catch (IOException e) {
        LOG.info("{} comes from its home: {}", id(), e.toString());
      }
    }
    land(memory);
  }

  private void land(BlockManagerId from, ByteBuffer memory) throws IOException {
    try (Landing landing = Landing.ask(id(), from, memory)) {
      landing.await();
    }
  }

  private void store(boolean tellMaster, Content content) {
    BlockManager manager = manager();
    File own = manager.diskBlockManager().getFile(id());
    try {
      Path file = BlockFiles.take(own);
      try {
        overwrite(file, content);
        Path link = BlockFiles.link(file, own);
        ClassTag<Object> any = ClassTag$.MODULE$.apply(Object.class);
        manager
            .new TempFileBasedBlockStoreUpdater<Object>(
                id(), StorageLevel.DISK_ONLY(), any, link.toFile(), length, tellMaster, false)
            .save();
        // There may have been one already.
        Files.deleteIfExists(link);
      } finally {
        BlockFiles.written(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + id() + ": " + e, e);
    }
  }

  /** Writes over what a file holds, as Spark's local files are written. */
  private static void overwrite(Path file, Content content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      OutputStream plain = Channels.newOutputStream(channel);
      DataOutputStream out =
          new DataOutputStream(
              new BufferedOutputStream(
                  manager().serializerManager().wrapForEncryption(plain), BUFFER_BYTES));
      content.write(out);
      out.flush();
      channel.truncate(channel.position());
    }
  }

  private BlockId id() {
    return new BroadcastBlockId(set, name);
  }

  private static BlockManager manager() {
    return SparkEnv.get().blockManager();
  }
}
