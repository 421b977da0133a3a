package org.flanspark.tuning.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flanspark.data.shard.StableHash;

/**
 * Every row that training will ever see, in one line: pass after pass, each row once a pass. A
 * position in it says what has been seen, whatever the number of workers was.
 *
 * <p>It follows from the seed and the shards alone. Not safe for use by several threads at once.
 */
public final class RowOrder {
  private final long seed;
  private final List<Long> rowsByShard;
  private final long rowsPerPass;
  private Optional<NumberedPass> last = Optional.empty();

  /**
   * The order of the rows of these shards.
   *
   * @param rowsByShard the rows of each shard, in shard order; at least one row in all
   */
  public RowOrder(long seed, List<Long> rowsByShard) {
    this.seed = seed;
    this.rowsByShard = List.copyOf(rowsByShard);
    this.rowsPerPass = rowsByShard.stream().mapToLong(Long::longValue).sum();
    if (rowsPerPass < 1) {
      throw new IllegalArgumentException("Invalid shards: no rows, expected at least one");
    }
  }

  public List<Long> rowsByShard() {
    return rowsByShard;
  }

  public long rowsPerPass() {
    return rowsPerPass;
  }

  /** Tells orders apart: equal for equal seeds and shards only. */
  public long fingerprint() {
    return StableHash.of("row-order", seed, rowsByShard);
  }

  /** The rows at the positions from {@code from} (inclusive) to {@code to} (exclusive). */
  public List<RowRange> ranges(long from, long to) {
    List<RowRange> ranges = new ArrayList<>();
    for (long position = from; position < to; ) {
      long pass = position / rowsPerPass;
      long start = pass * rowsPerPass;
      long end = Math.min(to, start + rowsPerPass);
      ranges.addAll(pass(pass).ranges(position - start, end - start));
      position = end;
    }
    return ranges;
  }

  private PassOrder pass(long number) {
    if (last.isEmpty() || last.get().number() != number) {
      last = Optional.of(new NumberedPass(number, PassOrder.of(seed, number, rowsByShard)));
    }
    return last.get().order();
  }

  private record NumberedPass(long number, PassOrder order) {}
}
