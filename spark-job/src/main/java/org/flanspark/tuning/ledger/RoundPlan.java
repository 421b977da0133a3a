package org.flanspark.tuning.ledger;

import java.util.List;

/**
 * Which rows each worker of one round gets.
 *
 * @param before what is done when the round starts
 * @param after what is done when it has ended
 * @param workers one for each worker, by number
 */
public record RoundPlan(Progress before, Progress after, List<WorkerRows> workers) {
  public RoundPlan {
    workers = List.copyOf(workers);
  }

  /** The round's number, from 1. */
  public int round() {
    return after.round();
  }

  /** Rows of all workers. */
  public long rows() {
    return after.rows() - before.rows();
  }
}
