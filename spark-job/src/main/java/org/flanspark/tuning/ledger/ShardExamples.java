package org.flanspark.tuning.ledger;

import java.util.List;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.shard.PreparedFolder;

/** The examples that the shards of a split hold, row by row; one shard at a time is in memory. */
public final class ShardExamples {
  private final Path folder;
  private final List<Long> rowsByShard;
  private final Configuration hadoop;

  /**
   * The examples of the shards in this folder.
   *
   * @param rowsByShard the rows that each of them should have, in shard order
   */
  public ShardExamples(Path folder, List<Long> rowsByShard, Configuration hadoop) {
    this.folder = folder;
    this.rowsByShard = List.copyOf(rowsByShard);
    this.hadoop = hadoop;
  }

  /**
   * Shows every row with the ids of its examples, one a segment.
   *
   * @throws DataException where a shard is missing, cannot be read or has other rows
   */
  public void forEachRow(BiConsumer<ShardRow, List<String>> viewer) {
    for (int shard = 0; shard < rowsByShard.size(); shard++) {
      List<List<String>> rows = rows(shard);
      for (int row = 0; row < rows.size(); row++) {
        viewer.accept(new ShardRow(shard, row), rows.get(row));
      }
    }
  }

  private List<List<String>> rows(int shard) {
    long expected = rowsByShard.get(shard);
    if (expected == 0) {
      // A shard without rows need not have a file.
      return List.of();
    }
    Path file = PreparedFolder.shard(folder, shard);
    List<List<String>> rows = ParquetShard.readAll(file, hadoop, PackedRow.EXAMPLE_IDS);
    if (rows.size() != expected) {
      throw new DataException(
          "Cannot use shard %s: it has %s rows, the manifest says %s; run prepare again"
              .formatted(file, rows.size(), expected));
    }
    return rows;
  }
}
