package org.flanspark.tuning.ledger;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** How often the rows of one pass were seen: never, once, or more often than that. */
final class PassRows {
  private final Map<Integer, BitSet> once = new HashMap<>();
  private final Map<Integer, BitSet> again = new HashMap<>();

  /** Notes that these rows were seen; they exist. */
  void see(RowRange rows) {
    BitSet seen = once.computeIfAbsent(rows.shard(), shard -> new BitSet());
    for (int row = (int) rows.from(); row < rows.to(); row++) {
      if (seen.get(row)) {
        again.computeIfAbsent(rows.shard(), shard -> new BitSet()).set(row);
      }
      seen.set(row);
    }
  }

  boolean sawNever(ShardRow row) {
    return !has(once, row);
  }

  boolean sawAgain(ShardRow row) {
    return has(again, row);
  }

  private static boolean has(Map<Integer, BitSet> rows, ShardRow row) {
    BitSet shard = rows.get(row.shard());
    return shard != null && shard.get((int) row.row());
  }
}
