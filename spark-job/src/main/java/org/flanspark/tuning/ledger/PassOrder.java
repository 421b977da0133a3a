package org.flanspark.tuning.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.flanspark.data.shard.StableHash;

/**
 * The rows of one pass in the order in which they are trained on.
 *
 * <p>A shard is cut into blocks of a few rows. Shards are put in random order and taken a window at
 * a time; the blocks of a window are shuffled. A worker thus finds what it reads in few shards,
 * which it can keep decoded, and since a shard's examples are a random part of the whole mixture,
 * each window is one too.
 */
final class PassOrder {
  static final int BLOCK_ROWS = 8;
  static final int WINDOW_SHARDS = 8;

  private final List<RowRange> blocks;
  private final long[] starts;

  private PassOrder(List<RowRange> blocks) {
    this.blocks = List.copyOf(blocks);
    this.starts = new long[blocks.size() + 1];
    for (int block = 0; block < blocks.size(); block++) {
      starts[block + 1] = starts[block] + blocks.get(block).rows();
    }
  }

  static PassOrder of(long seed, long pass, List<Long> rowsByShard) {
    List<Integer> shards =
        IntStream.range(0, rowsByShard.size())
            .boxed()
            .sorted(byHash(shard -> StableHash.of(seed, "shard-order", pass, shard)))
            .toList();
    List<RowRange> blocks = new ArrayList<>();
    for (int from = 0; from < shards.size(); from += WINDOW_SHARDS) {
      List<Integer> window = shards.subList(from, Math.min(from + WINDOW_SHARDS, shards.size()));
      window.stream()
          .flatMap(shard -> blocks(shard, rowsByShard.get(shard)).stream())
          .sorted(byHash(block -> StableHash.of(seed, "block-order", pass, block)))
          .forEach(blocks::add);
    }
    return new PassOrder(blocks);
  }

  /** The rows at the positions from {@code from} to {@code to} of this pass, which exist. */
  List<RowRange> ranges(long from, long to) {
    List<RowRange> ranges = new ArrayList<>();
    for (int block = blockAt(from); block < blocks.size() && starts[block] < to; block++) {
      RowRange rows = blocks.get(block);
      long skipped = Math.max(0, from - starts[block]);
      long end = Math.min(rows.rows(), to - starts[block]);
      ranges.add(new RowRange(rows.shard(), rows.from() + skipped, rows.from() + end));
    }
    return ranges;
  }

  private int blockAt(long position) {
    int found = Arrays.binarySearch(starts, position);
    return found >= 0 ? found : -found - 2;
  }

  private static List<RowRange> blocks(int shard, long rows) {
    List<RowRange> blocks = new ArrayList<>();
    for (long from = 0; from < rows; from += BLOCK_ROWS) {
      blocks.add(new RowRange(shard, from, Math.min(from + BLOCK_ROWS, rows)));
    }
    return blocks;
  }

  /** By a hash that is taken once for each value; ties stay in their order. */
  private static <T> Comparator<T> byHash(ToLongFunction<T> hash) {
    return Comparator.comparingLong(memory(hash));
  }

  private static <T> ToLongFunction<T> memory(ToLongFunction<T> hash) {
    Map<T, Long> known = new HashMap<>();
    return value -> known.computeIfAbsent(value, hash::applyAsLong);
  }
}
