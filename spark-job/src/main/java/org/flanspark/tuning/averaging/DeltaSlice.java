package org.flanspark.tuning.averaging;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One slice of what one worker did in a round, as the place where it is averaged hears of it. Its
 * values are a block, which lies where the worker lives.
 *
 * @param worker its number
 * @param lineage of the worker's moments: slices of one worker belong together only where it is the
 *     same
 * @param weight counted tokens; 0 where the worker has nothing to add
 * @param length values; 0 where the worker has nothing to add
 * @param block how far the worker's parameters have moved, or its moments; null where it has
 *     nothing to add
 * @param attempt of the worker's task that wrote the block
 * @param report the worker's, with its last slice alone
 */
record DeltaSlice(
    int worker,
    long lineage,
    long weight,
    int length,
    @Nullable SliceBlock block,
    long attempt,
    @Nullable WorkerReport report)
    implements Serializable {

  /** All workers' slices, in the order in which they are summed. */
  static List<DeltaSlice> inOrder(int slice, List<DeltaSlice> all, int workers) {
    List<DeltaSlice> sorted =
        all.stream().sorted(Comparator.comparingInt(DeltaSlice::worker)).toList();
    boolean isWhole = sorted.size() == workers;
    for (int worker = 0; isWhole && worker < workers; worker++) {
      isWhole = sorted.get(worker).worker() == worker;
    }
    if (!isWhole) {
      throw new IllegalStateException(
          "Cannot average slice %s: deltas of the workers %s, expected one of each of %s"
              .formatted(slice, sorted.stream().map(DeltaSlice::worker).toList(), workers));
    }
    return sorted;
  }

  /** Bytes on their way; nothing where there are none. */
  @Nullable ArrivingBlock ask() {
    return block == null ? null : block.ask();
  }
}
