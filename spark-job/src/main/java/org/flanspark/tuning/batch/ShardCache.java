package org.flanspark.tuning.batch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.ledger.Batch;
import org.flanspark.tuning.ledger.RowRange;

/**
 * The decoded shards that a JVM's workers used last. A Parquet file can only be decoded from its
 * start, and a batch needs a few rows of it, so a shard is decoded once and kept while there is
 * room; the one in use is kept whatever its size.
 *
 * <p>Safe to share between threads.
 */
public final class ShardCache {
  /** An eighth of the heap. */
  private static final ShardCache SHARED = new ShardCache(Runtime.getRuntime().maxMemory() / 8);

  private final long maxBytes;
  private final Map<Key, Shard> shards = new LinkedHashMap<>(16, 0.75f, true);

  ShardCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The one of this JVM. */
  public static ShardCache shared() {
    return SHARED;
  }

  /**
   * The rows of a batch, in its order.
   *
   * @throws DataException where a shard is missing, cannot be read or has fewer rows
   */
  public List<PackedRow> rows(Path folder, Batch batch, Configuration hadoop) {
    List<PackedRow> rows = new ArrayList<>();
    for (RowRange range : batch.ranges()) {
      Path file = PreparedFolder.shard(folder, range.shard());
      List<PackedRow> shard = shard(file, hadoop);
      if (range.to() > shard.size()) {
        throw new DataException(
            "Cannot read rows %s to %s of %s: it has %s; run prepare again"
                .formatted(range.from(), range.to(), file, shard.size()));
      }
      rows.addAll(shard.subList((int) range.from(), (int) range.to()));
    }
    return rows;
  }

  private synchronized List<PackedRow> shard(Path file, Configuration hadoop) {
    Key key = key(file, hadoop);
    Shard shard = shards.get(key);
    if (shard == null) {
      shard = Shard.of(ParquetShard.readAll(file, hadoop, PackedRow.TABLE));
      shards.put(key, shard);
      evict();
    }
    return shard.rows();
  }

  private void evict() {
    long bytes = shards.values().stream().mapToLong(Shard::bytes).sum();
    Iterator<Shard> oldest = shards.values().iterator();
    while (bytes > maxBytes && shards.size() > 1) {
      bytes -= oldest.next().bytes();
      oldest.remove();
    }
  }

  /** Length and time are part of the key, so that a shard that was written anew is read anew. */
  private static Key key(Path file, Configuration hadoop) {
    try {
      FileStatus status = file.getFileSystem(hadoop).getFileStatus(file);
      return new Key(file, status.getLen(), status.getModificationTime());
    } catch (FileNotFoundException e) {
      throw new DataException("Missing shard " + file + ": run prepare again", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read shard " + file, e);
    }
  }

  private record Key(Path file, long bytes, long modified) {}

  private record Shard(List<PackedRow> rows, long bytes) {
    /** Two ints a token and about a hundred bytes a segment with its example id. */
    static Shard of(List<PackedRow> rows) {
      long bytes = 0;
      for (PackedRow row : rows) {
        bytes += 100 + 8L * row.inputIds().length() + 100L * row.seqLengths().size();
      }
      return new Shard(rows, bytes);
    }
  }
}
