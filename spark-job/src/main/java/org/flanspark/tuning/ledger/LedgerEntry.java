package org.flanspark.tuning.ledger;

import java.util.List;

/**
 * One line of {@code ledger.jsonl}: which rows a round saw.
 *
 * @param round its number, from 1
 * @param fromStep updates of each worker done before it
 * @param toStep updates of each worker done after it
 * @param fromRow the position in {@link RowOrder} before it
 * @param toRow the position after it
 * @param workers for each worker its batches, as {@link Batch#toString} writes them
 * @param notes what a person should know of the round, such as moments that were lost
 */
public record LedgerEntry(
    int round,
    long fromStep,
    long toStep,
    long fromRow,
    long toRow,
    List<List<String>> workers,
    List<String> notes) {
  /** The file's name in a run folder. */
  public static final String FILE = "ledger.jsonl";

  public LedgerEntry {
    workers = workers.stream().map(List::copyOf).toList();
    notes = List.copyOf(notes);
    if (round < 1 || fromStep < 0 || toStep <= fromStep || fromRow < 0 || toRow <= fromRow) {
      throw new IllegalArgumentException(
          "Invalid round %s: steps %s to %s, rows %s to %s, expected a round from 1, a step and a row at least"
              .formatted(round, fromStep, toStep, fromRow, toRow));
    }
  }

  /** What is to be noted of a round that has been done. */
  public static LedgerEntry of(RoundPlan plan, List<String> notes) {
    return new LedgerEntry(
        plan.round(),
        plan.before().steps(),
        plan.after().steps(),
        plan.before().rows(),
        plan.after().rows(),
        plan.workers().stream()
            .map(worker -> worker.batches().stream().map(Batch::toString).toList())
            .toList(),
        notes);
  }

  /** The updates that its busiest worker made. */
  public int updates() {
    return workers.stream().mapToInt(List::size).max().orElse(0);
  }
}
