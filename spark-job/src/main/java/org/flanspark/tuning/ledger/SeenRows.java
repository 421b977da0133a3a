package org.flanspark.tuning.ledger;

import java.util.ArrayList;
import java.util.List;
import org.flanspark.data.shard.DataException;

/**
 * Consecutive rows of a shard, and where in training they were seen.
 *
 * @param round that saw them
 * @param worker that trained on them
 * @param step the worker's update, from 1
 * @param position of the first row in {@link RowOrder}
 * @param rows as the ledger names them
 */
record SeenRows(int round, int worker, long step, long position, RowRange rows) {
  /**
   * What a round saw, in the order in which {@link RoundPlanner} hands rows out: step by step, and
   * in each step worker by worker.
   *
   * @throws DataException where a batch is not written as {@link Batch#toString} does
   */
  static List<SeenRows> of(LedgerEntry entry) {
    List<SeenRows> seen = new ArrayList<>();
    long position = entry.fromRow();
    for (int update = 0; update < entry.updates(); update++) {
      for (int worker = 0; worker < entry.workers().size(); worker++) {
        long step = entry.fromStep() + update + 1;
        for (RowRange rows : ranges(entry, worker, update)) {
          seen.add(new SeenRows(entry.round(), worker, step, position, rows));
          position += rows.rows();
        }
      }
    }
    return seen;
  }

  /** The pass that they belong to, from 1. */
  long pass(long rowsPerPass) {
    return position / rowsPerPass + 1;
  }

  /** Where they were seen, as messages say it. */
  String place() {
    return "round %s, worker %s, step %s".formatted(round, worker, step);
  }

  /** The rows of one update of one worker; none where it sat out. */
  private static List<RowRange> ranges(LedgerEntry entry, int worker, int update) {
    List<String> batches = entry.workers().get(worker);
    if (update >= batches.size()) {
      return List.of();
    }
    try {
      return Batch.parse(batches.get(update)).ranges();
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "Cannot read round %s of the ledger, worker %s: %s"
              .formatted(entry.round(), worker, e.getMessage()),
          e);
    }
  }
}
