package org.flanspark.tuning.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.flanspark.data.shard.DataException;

class LedgerCheckTest {
  /** A shard of one block, whose rows every pass takes from the first to the last. */
  private static final RowOrder EIGHT_ROWS = new RowOrder(42, List.of(8L));

  private static final LedgerEntry FIRST =
      round(1, 0, 1, 0, 4, List.of(List.of("0:0-2"), List.of("0:2-4")));
  private static final LedgerEntry SECOND =
      round(2, 1, 2, 4, 8, List.of(List.of("0:4-6"), List.of("0:6-8")));
  private static final LedgerEntry THIRD =
      round(3, 2, 3, 8, 12, List.of(List.of("0:0-2"), List.of("0:2-4")));

  @Example
  void holdsWhereEachRowIsSeenOnceAPass() {
    assertThat(verdict(FIRST, SECOND))
        .isEqualTo(new LedgerVerdict(2, 8, 1, 8, 16, List.of(), List.of(), 0));
  }

  @Example
  void aPassThatIsNotDoneLeavesRowsUnseen() {
    LedgerVerdict verdict = verdict(FIRST, SECOND, THIRD);
    assertThat(verdict.holds()).isTrue();
    assertThat(verdict.passes()).isEqualTo(1);
    assertThat(verdict.rowsOfNextPass()).isEqualTo(4);
  }

  @Example
  void otherNumbersOfWorkersAndRowsGoOnWithTheNextRow() {
    LedgerEntry alone = round(2, 1, 3, 4, 7, List.of(List.of("0:4-6", "0:6-7")));
    LedgerEntry overTheEnd =
        round(3, 3, 4, 7, 13, List.of(List.of("0:7-8,0:0-1"), List.of("0:1-3"), List.of("0:3-5")));
    assertThat(verdict(FIRST, alone, overTheEnd).problems()).isEmpty();
  }

  @Example
  void collectsTheNotesOfRounds() {
    LedgerEntry noted =
        new LedgerEntry(2, 1, 2, 4, 8, SECOND.workers(), List.of("worker 1: moments began anew"));
    assertThat(verdict(FIRST, noted).notes())
        .containsExactly("round 2: worker 1: moments began anew");
  }

  @Example
  void tellsOfARoundThatIsMissing() {
    assertThat(verdict(FIRST, THIRD).problems())
        .containsExactly(
            "round 3 stands where round 2 was expected",
            "round 3 starts at step 2, expected 1",
            "round 3 starts at row 8, expected 4",
            "pass 1: row 0:4 was never seen, with its examples a/train/4, b/train/4",
            "pass 1: row 0:5 was never seen, with its examples a/train/5, b/train/5",
            "pass 1: row 0:6 was never seen, with its examples a/train/6, b/train/6",
            "pass 1: row 0:7 was never seen, with its examples a/train/7, b/train/7");
  }

  @Example
  void tellsOfARoundThatWasDoneTwice() {
    assertThat(verdict(FIRST, FIRST).problems())
        .contains(
            "round 1 stands where round 2 was expected",
            "round 1 starts at row 0, expected 4",
            "pass 1: row 0:0 was seen more than once, with its examples a/train/0, b/train/0");
  }

  @Example
  void tellsOfARowThatWasSeenTwiceAndOneThatWasNot() {
    LedgerEntry repeated = round(2, 1, 2, 4, 8, List.of(List.of("0:4-6"), List.of("0:5-7")));
    assertThat(verdict(FIRST, repeated).problems())
        .containsExactly(
            "round 2, worker 1, step 2: rows [0:5-7], expected [0:6-8]",
            "pass 1: row 0:5 was seen more than once, with its examples a/train/5, b/train/5",
            "pass 1: row 0:7 was never seen, with its examples a/train/7, b/train/7");
  }

  @Example
  void tellsOfRowsInAnotherOrder() {
    LedgerEntry swapped = round(2, 1, 2, 4, 8, List.of(List.of("0:6-8"), List.of("0:4-6")));
    assertThat(verdict(FIRST, swapped).problems())
        .containsExactly("round 2, worker 0, step 2: rows [0:6-8], expected [0:4-6]");
  }

  @Example
  void tellsOfRowsThatAreInNoShard() {
    LedgerEntry beyond = round(2, 1, 2, 4, 8, List.of(List.of("0:4-6"), List.of("0:6-7,0:8-9")));
    LedgerEntry elsewhere = round(2, 1, 2, 4, 8, List.of(List.of("0:4-6"), List.of("1:0-2")));
    assertThat(verdict(FIRST, beyond).problems())
        .containsExactly(
            "round 2, worker 1, step 2: rows 0:8-9 are not in the shards",
            "pass 1: row 0:7 was never seen, with its examples a/train/7, b/train/7");
    assertThat(verdict(FIRST, elsewhere).problems())
        .contains("round 2, worker 1, step 2: rows 1:0-2 are not in the shards");
  }

  @Example
  void tellsOfABatchTooManyAndOneTooFew() {
    LedgerEntry more = round(2, 1, 2, 4, 8, List.of(List.of("0:4-6", "0:4-6"), List.of("0:6-8")));
    LedgerEntry fewer = round(2, 1, 2, 4, 8, List.of(List.of("0:4-6"), List.of()));
    assertThat(verdict(FIRST, more).problems())
        .contains("round 2 made 2 updates, expected 1", "round 2 saw 6 rows, expected 4");
    assertThat(verdict(FIRST, fewer).problems()).contains("round 2 saw 2 rows, expected 4");
  }

  @Example
  void tellsTheFirstProblemsAndCountsAll() {
    LedgerCheck check = new LedgerCheck(new RowOrder(42, List.of(100L)));
    check.addRound(round(1, 0, 1, 0, 100, List.of(List.of("0:0-50,0:0-50"))));
    IntStream.range(0, 100).forEach(row -> check.addRow(new ShardRow(0, row), List.of("a")));
    assertThat(check.verdict().problems()).hasSize(20);
    assertThat(check.verdict().problemCount()).isEqualTo(101);
  }

  @Example
  void namesThreeExamplesOfARow() {
    LedgerCheck check = new LedgerCheck(EIGHT_ROWS);
    check.addRound(round(1, 0, 1, 0, 3, List.of(List.of("0:0-2,0:1-2"))));
    check.addRow(new ShardRow(0, 1), List.of("a", "b", "c", "d", "e"));
    assertThat(check.verdict().problems())
        .contains("pass 1: row 0:1 was seen more than once, with its examples a, b, c and 2 more");
  }

  @Example
  void refusesABatchThatIsNoBatch() {
    assertThatThrownBy(() -> verdict(round(1, 0, 1, 0, 4, List.of(List.of("0:0-4,7")))))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot read round 1 of the ledger, worker 0: Invalid rows: 7, expected a shard and its rows, as in 3:128-144");
  }

  @Example
  void aRoundHasAStepAndARow() {
    assertThatThrownBy(() -> round(2, 1, 1, 4, 4, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid round 2: steps 1 to 1, rows 4 to 4, expected a round from 1, a step and a row at least");
  }

  @Property(tries = 200)
  void whatThePlannerHandsOutHolds(@ForAll("runs") Run run) {
    assertThat(verdict(run.order(), run.ledger()).problems()).isEmpty();
  }

  @Property(tries = 200)
  void aBatchThatIsMissingOrDoubledNeverHolds(
      @ForAll("runs") Run run, @ForAll @IntRange(max = 10_000) int choice) {
    assertThat(verdict(run.order(), withOneBatch(run.ledger(), choice, 0)).holds()).isFalse();
    assertThat(verdict(run.order(), withOneBatch(run.ledger(), choice, 2)).holds()).isFalse();
  }

  @Property(tries = 100)
  void anotherSeedHoldsOnlyWhereItsOrderIsTheSame(@ForAll("runs") Run run) {
    RowOrder other = new RowOrder(run.seed() + 1, run.rowsByShard());
    long seen = run.ledger().get(run.ledger().size() - 1).toRow();
    assertThat(verdict(other, run.ledger()).holds())
        .isEqualTo(other.ranges(0, seen).equals(run.order().ranges(0, seen)));
  }

  /** A training that is stopped and goes on with other settings, to its end or not. */
  private record Run(long seed, List<Long> rowsByShard, List<LedgerEntry> ledger) {
    RowOrder order() {
      return new RowOrder(seed, rowsByShard);
    }

    static Run of(long seed, List<Long> rowsByShard, List<Pace> paces, int roundsOfEach) {
      RowOrder order = new RowOrder(seed, rowsByShard);
      List<LedgerEntry> ledger = new ArrayList<>();
      Progress done = Progress.START;
      for (Pace pace : paces) {
        RoundPlanner planner = new RoundPlanner(order, pace);
        for (int round = 0; round < roundsOfEach; round++) {
          Optional<RoundPlan> plan = planner.next(done);
          plan.ifPresent(planned -> ledger.add(LedgerEntry.of(planned, List.of())));
          done = plan.map(RoundPlan::after).orElse(done);
        }
      }
      return new Run(seed, rowsByShard, ledger);
    }
  }

  @Provide
  Arbitrary<Run> runs() {
    Arbitrary<List<Long>> shards =
        Arbitraries.longs()
            .between(0, 40)
            .list()
            .ofMinSize(1)
            .ofMaxSize(12)
            .filter(rows -> rows.stream().anyMatch(count -> count > 0));
    Arbitrary<Pace> paces =
        Combinators.combine(
                Arbitraries.integers().between(1, 4),
                Arbitraries.integers().between(1, 9),
                Arbitraries.integers().between(1, 5))
            .as(
                (workers, batchRows, localSteps) ->
                    new Pace(workers, batchRows, localSteps, 3, null));
    return Combinators.combine(
            Arbitraries.longs(),
            shards,
            paces.list().ofMinSize(1).ofMaxSize(3),
            Arbitraries.integers().between(1, 20))
        .as(Run::of);
  }

  private static LedgerEntry round(
      int round, long fromStep, long toStep, long fromRow, long toRow, List<List<String>> workers) {
    return new LedgerEntry(round, fromStep, toStep, fromRow, toRow, workers, List.of());
  }

  private static LedgerVerdict verdict(LedgerEntry... ledger) {
    return verdict(EIGHT_ROWS, List.of(ledger));
  }

  private static LedgerVerdict verdict(RowOrder order, List<LedgerEntry> ledger) {
    LedgerCheck check = new LedgerCheck(order);
    ledger.forEach(check::addRound);
    for (int shard = 0; shard < order.rowsByShard().size(); shard++) {
      for (long row = 0; row < order.rowsByShard().get(shard); row++) {
        check.addRow(new ShardRow(shard, row), List.of("a/train/" + row, "b/train/" + row));
      }
    }
    return check.verdict();
  }

  /** The ledger with one of its batches as many times as given. */
  private static List<LedgerEntry> withOneBatch(List<LedgerEntry> ledger, int choice, int times) {
    LedgerEntry entry = ledger.get(choice % ledger.size());
    List<List<String>> workers = new ArrayList<>(entry.workers());
    // Those that sit a round out are the last.
    int worker = choice % (int) workers.stream().filter(batches -> !batches.isEmpty()).count();
    List<String> batches = new ArrayList<>(workers.get(worker));
    String batch = batches.remove(choice % batches.size());
    batches.addAll(choice % (batches.size() + 1), Collections.nCopies(times, batch));
    workers.set(worker, batches);
    List<LedgerEntry> changed = new ArrayList<>(ledger);
    changed.set(
        choice % ledger.size(),
        round(
            entry.round(),
            entry.fromStep(),
            entry.toStep(),
            entry.fromRow(),
            entry.toRow(),
            workers));
    return changed;
  }
}
