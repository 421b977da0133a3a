package org.flanspark.tuning.ledger;

import java.util.List;

/**
 * What a {@link LedgerCheck} found.
 *
 * @param rounds that are in the ledger
 * @param rows that all of them saw, over all passes
 * @param passes that are done
 * @param rowsPerPass rows of the shards
 * @param examples of the shards, one a segment
 * @param notes of the rounds, each with its round before it
 * @param problems the first of them; none where the ledger holds
 * @param problemCount how many there are in all
 */
public record LedgerVerdict(
    int rounds,
    long rows,
    long passes,
    long rowsPerPass,
    long examples,
    List<String> notes,
    List<String> problems,
    long problemCount) {
  public LedgerVerdict {
    notes = List.copyOf(notes);
    problems = List.copyOf(problems);
  }

  public boolean holds() {
    return problemCount == 0;
  }

  /** The rows of the pass that has begun and is not done. */
  public long rowsOfNextPass() {
    return rows - passes * rowsPerPass;
  }
}
