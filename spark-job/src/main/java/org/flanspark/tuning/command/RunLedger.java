package org.flanspark.tuning.command;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.ledger.JsonLines;
import org.flanspark.tuning.ledger.LedgerEntry;
import org.flanspark.tuning.ledger.RowOrder;
import org.flanspark.tuning.ledger.ShardExamples;
import org.flanspark.tuning.training.PreparedShards;
import org.flanspark.tuning.training.RunFolder;

/**
 * The ledger of a run, and the shards whose rows it names.
 *
 * @param file the ledger's
 * @param entries its rounds, at least one
 * @param order in which the run sees the rows of the shards
 * @param examples of the shards
 */
record RunLedger(Path file, List<LedgerEntry> entries, RowOrder order, ShardExamples examples) {
  RunLedger {
    entries = List.copyOf(entries);
  }

  /**
   * Opens {@code output.run} and {@code output.prepared}.
   *
   * @throws DataException where no round has been noted, or there is no prepared data
   * @throws org.flanspark.config.ConfigException where the data was prepared with other settings
   */
  static RunLedger open(RunConfig config) {
    Configuration hadoop = new Configuration();
    Path file = new RunFolder(new Path(config.output().run())).ledger();
    List<LedgerEntry> entries = JsonLines.read(file, hadoop, LedgerEntry.class);
    if (entries.isEmpty()) {
      throw new DataException(
          "Missing ledger %s: no round of this run has ended; run train first, or set output.run to the folder of a run"
              .formatted(file));
    }
    PreparedShards data = PreparedShards.open(config, hadoop);
    List<Long> rows = data.trainingRows();
    return new RunLedger(
        file,
        entries,
        new RowOrder(config.training().seed(), rows),
        new ShardExamples(data.folder().packed(PreparedFolder.TRAIN), rows, hadoop));
  }
}
