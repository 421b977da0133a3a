package org.flanspark.tuning.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds a ledger against the order of all rows and against what the shards hold: rounds follow one
 * another without gap or overlap, every worker saw the rows whose turn it was, and each row, and
 * with it each of its examples, was seen once a pass.
 *
 * <p>The number of workers and the size of batches may change from round to round, as they do where
 * a run is resumed with other settings.
 *
 * <p>First every round is given in the ledger's order, then every row of the shards.
 */
public final class LedgerCheck {
  /** The most problems that are told one by one. */
  private static final int TOLD_PROBLEMS = 20;

  /** The most examples of a row that a problem names. */
  private static final int TOLD_EXAMPLES = 3;

  private final RowOrder order;
  private final SortedMap<Long, PassRows> passes = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long problemCount;
  private Progress done = Progress.START;
  private int rounds;
  private long examples;

  public LedgerCheck(RowOrder order) {
    this.order = order;
  }

  /**
   * Checks the next round.
   *
   * @throws org.flanspark.data.shard.DataException where a batch is not written as {@link
   *     Batch#toString} does
   */
  public void addRound(LedgerEntry entry) {
    List<SeenRows> seen = SeenRows.of(entry);
    checkFollows(entry);
    checkSize(entry, seen);
    checkOrder(seen);
    seen.stream().filter(this::exists).forEach(this::count);
    entry.notes().forEach(note -> notes.add("round %s: %s".formatted(entry.round(), note)));
    done = new Progress(entry.round(), entry.toStep(), entry.toRow());
    rounds++;
  }

  /**
   * Checks how often a row of the shards was seen.
   *
   * @param exampleIds of its examples, one a segment
   */
  public void addRow(ShardRow row, List<String> exampleIds) {
    examples += exampleIds.size();
    passes.forEach(
        (pass, rows) -> {
          if (rows.sawAgain(row)) {
            problem(
                "pass %s: row %s was seen more than once, with its examples %s",
                pass, row, named(exampleIds));
          } else if (pass <= passesDone() && rows.sawNever(row)) {
            problem(
                "pass %s: row %s was never seen, with its examples %s",
                pass, row, named(exampleIds));
          }
        });
  }

  /** What was found. */
  public LedgerVerdict verdict() {
    return new LedgerVerdict(
        rounds,
        done.rows(),
        passesDone(),
        order.rowsPerPass(),
        examples,
        notes,
        problems,
        problemCount);
  }

  private void checkFollows(LedgerEntry entry) {
    if (entry.round() != done.round() + 1) {
      problem("round %s stands where round %s was expected", entry.round(), done.round() + 1);
    }
    if (entry.fromStep() != done.steps()) {
      problem(
          "round %s starts at step %s, expected %s", entry.round(), entry.fromStep(), done.steps());
    }
    if (entry.fromRow() != done.rows()) {
      problem(
          "round %s starts at row %s, expected %s", entry.round(), entry.fromRow(), done.rows());
    }
  }

  private void checkSize(LedgerEntry entry, List<SeenRows> seen) {
    long steps = entry.toStep() - entry.fromStep();
    if (entry.updates() != steps) {
      problem("round %s made %s updates, expected %s", entry.round(), entry.updates(), steps);
    }
    long rows = seen.stream().mapToLong(part -> part.rows().rows()).sum();
    if (rows != entry.toRow() - entry.fromRow()) {
      problem(
          "round %s saw %s rows, expected %s",
          entry.round(), rows, entry.toRow() - entry.fromRow());
    }
  }

  /** Tells of the first rows alone: after a row too many or too few all that follow differ. */
  private void checkOrder(List<SeenRows> seen) {
    for (SeenRows part : seen) {
      if (!exists(part)) {
        problem("%s: rows %s are not in the shards", part.place(), part.rows());
        return;
      }
      List<RowRange> expected = order.ranges(part.position(), part.position() + part.rows().rows());
      if (!expected.equals(List.of(part.rows()))) {
        problem("%s: rows %s, expected %s", part.place(), List.of(part.rows()), expected);
        return;
      }
    }
  }

  private boolean exists(SeenRows part) {
    RowRange rows = part.rows();
    return rows.shard() < order.rowsByShard().size()
        && rows.to() <= order.rowsByShard().get(rows.shard());
  }

  private void count(SeenRows part) {
    passes.computeIfAbsent(part.pass(order.rowsPerPass()), pass -> new PassRows()).see(part.rows());
  }

  private long passesDone() {
    return done.rows() / order.rowsPerPass();
  }

  private void problem(String text, Object... values) {
    problemCount++;
    if (problems.size() < TOLD_PROBLEMS) {
      problems.add(text.formatted(values));
    }
  }

  private static String named(List<String> exampleIds) {
    int more = exampleIds.size() - TOLD_EXAMPLES;
    return more <= 0
        ? String.join(", ", exampleIds)
        : "%s and %s more".formatted(String.join(", ", exampleIds.subList(0, TOLD_EXAMPLES)), more);
  }
}
