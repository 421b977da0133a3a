package org.flanspark.tuning.ledger;

import java.util.List;

/**
 * What one worker trains on in one round.
 *
 * @param worker its number, from 0
 * @param batches one for each of its updates, in order; empty where it sits out
 */
public record WorkerRows(int worker, List<Batch> batches) {
  public WorkerRows {
    batches = List.copyOf(batches);
  }
}
