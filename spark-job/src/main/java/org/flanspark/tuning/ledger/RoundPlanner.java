package org.flanspark.tuning.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Cuts the line of all rows into rounds: at each step the next {@code workers x batchRows} rows go
 * to the workers in turn, a batch each. A batch takes whatever rows come next, over the ends of
 * blocks, shards and passes, so that every batch is full but the very last of the run: the last
 * step may be short, and workers for whom nothing is left sit it out. No row is dropped or repeated
 * to fill it.
 *
 * <pre>
 * 2 workers, 2 rows a batch, 2 local steps, 11 rows
 * position    0 1 | 2 3 | 4 5 | 6 7 || 8 9 | 10
 * worker       0     1     0     1      0    1
 * round                 1                 2
 * </pre>
 */
public final class RoundPlanner {
  private final RowOrder order;
  private final Pace pace;

  public RoundPlanner(RowOrder order, Pace pace) {
    this.order = order;
    this.pace = pace;
  }

  /** The round after what is done, or nothing where all is done. */
  public Optional<RoundPlan> next(Progress done) {
    long steps = Math.min(pace.localSteps(), remainingSteps(done));
    if (steps == 0) {
      return Optional.empty();
    }
    long end = Math.min(done.rows() + steps * pace.stepRows(), totalRows());
    Progress after = new Progress(done.round() + 1, done.steps() + steps, end);
    return Optional.of(
        new RoundPlan(
            done,
            after,
            IntStream.range(0, pace.workers())
                .mapToObj(worker -> rows(worker, done.rows(), end))
                .toList()));
  }

  /** The updates of each worker when all is done, those already done among them. */
  public long totalSteps(Progress done) {
    return done.steps() + remainingSteps(done);
  }

  /** The rounds when all is done, those already done among them. */
  public int totalRounds(Progress done) {
    return Math.toIntExact(done.round() + ceilDivide(remainingSteps(done), pace.localSteps()));
  }

  private long remainingSteps(Progress done) {
    long byRows = ceilDivide(Math.max(0, totalRows() - done.rows()), pace.stepRows());
    return pace.maxSteps() == null
        ? byRows
        : Math.min(byRows, Math.max(0, pace.maxSteps() - done.steps()));
  }

  private long totalRows() {
    return pace.passes() * order.rowsPerPass();
  }

  private WorkerRows rows(int worker, long start, long end) {
    List<Batch> batches = new ArrayList<>();
    long first = start + (long) worker * pace.batchRows();
    for (long from = first; from < end; from += pace.stepRows()) {
      batches.add(new Batch(order.ranges(from, Math.min(from + pace.batchRows(), end))));
    }
    return new WorkerRows(worker, batches);
  }

  private static long ceilDivide(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
