package org.flanspark.tuning.ledger;

import org.jspecify.annotations.Nullable;

/**
 * How many rows are taken at a time, and when it is enough.
 *
 * @param workers that train side by side
 * @param batchRows rows of one update of one worker
 * @param localSteps updates of each worker between two averages
 * @param passes over all rows
 * @param maxSteps the most updates of each worker, where that is less than the passes need; null
 *     for no limit
 */
public record Pace(
    int workers, int batchRows, int localSteps, int passes, @Nullable Integer maxSteps) {
  public Pace {
    if (workers < 1 || batchRows < 1 || localSteps < 1 || passes < 1) {
      throw new IllegalArgumentException(
          "Invalid pace: %s workers, %s rows, %s local steps, %s passes, expected at least 1 each"
              .formatted(workers, batchRows, localSteps, passes));
    }
  }

  /** Rows of one update of all workers together. */
  public long stepRows() {
    return (long) workers * batchRows;
  }
}
