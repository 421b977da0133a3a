package org.flanspark.tuning.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RoundPlannerTest {
  @Example
  void givesEachStepsRowsToTheWorkersInTurn() {
    RoundPlanner planner = planner(List.of(11L), new Pace(2, 2, 2, 1, null));
    RoundPlan first = planner.next(Progress.START).orElseThrow();
    RoundPlan second = planner.next(first.after()).orElseThrow();
    assertThat(first.after()).isEqualTo(new Progress(1, 2, 8));
    assertThat(sizes(first)).containsExactly(List.of(2L, 2L), List.of(2L, 2L));
    assertThat(second.after()).isEqualTo(new Progress(2, 3, 11));
    assertThat(sizes(second)).containsExactly(List.of(2L), List.of(1L));
    assertThat(planner.next(second.after())).isEmpty();
    assertThat(planner.totalRounds(first.after())).isEqualTo(2);
    assertThat(planner.totalSteps(first.after())).isEqualTo(3);
  }

  @Example
  void leavesAWorkerOutWhereNoRowIsLeftForIt() {
    RoundPlanner planner = planner(List.of(3L), new Pace(2, 4, 5, 1, null));
    assertThat(sizes(planner.next(Progress.START).orElseThrow()))
        .containsExactly(List.of(3L), List.of());
  }

  @Example
  void endsAtTheMostSteps() {
    RoundPlanner planner = planner(List.of(100L), new Pace(1, 2, 4, 3, 6));
    RoundPlan first = planner.next(Progress.START).orElseThrow();
    RoundPlan second = planner.next(first.after()).orElseThrow();
    assertThat(second.after()).isEqualTo(new Progress(2, 6, 12));
    assertThat(planner.next(second.after())).isEmpty();
  }

  @Example
  void refusesShardsWithoutRows() {
    assertThatThrownBy(() -> new RowOrder(1, List.of(0L, 0L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid shards: no rows, expected at least one");
  }

  @Property(tries = 200)
  void eachRowIsSeenOnceAPass(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 40) Integer> shards,
      @ForAll @IntRange(min = 1, max = 4) int workers,
      @ForAll @IntRange(min = 1, max = 9) int batchRows,
      @ForAll @IntRange(min = 1, max = 5) int localSteps,
      @ForAll @IntRange(min = 1, max = 3) int passes,
      @ForAll long seed) {
    List<Long> rowsByShard = atLeastOneRow(shards);
    RoundPlanner planner =
        new RoundPlanner(
            new RowOrder(seed, rowsByShard),
            new Pace(workers, batchRows, localSteps, passes, null));
    List<RowRange> expected = new ArrayList<>();
    for (int pass = 0; pass < passes; pass++) {
      expected.addAll(allRows(rowsByShard));
    }
    assertThat(run(planner)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Property(tries = 100)
  void aPassEndsBeforeTheNextBegins(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 40) Integer> shards,
      @ForAll long seed) {
    List<Long> rowsByShard = atLeastOneRow(shards);
    RowOrder order = new RowOrder(seed, rowsByShard);
    long rows = order.rowsPerPass();
    assertThat(singleRows(order.ranges(rows, 2 * rows)))
        .containsExactlyInAnyOrderElementsOf(allRows(rowsByShard));
  }

  @Property(tries = 100)
  void anotherNumberOfWorkersGoesOnWithTheNextRow(
      @ForAll @IntRange(min = 1, max = 4) int before,
      @ForAll @IntRange(min = 1, max = 4) int after,
      @ForAll long seed) {
    List<Long> rowsByShard = List.of(37L, 0L, 23L);
    RowOrder order = new RowOrder(seed, rowsByShard);
    RoundPlan first =
        new RoundPlanner(order, new Pace(before, 3, 2, 1, null)).next(Progress.START).orElseThrow();
    RoundPlanner other = new RoundPlanner(order, new Pace(after, 2, 3, 1, null));
    List<RowRange> seen = new ArrayList<>(singleRows(first));
    for (Optional<RoundPlan> plan = other.next(first.after());
        plan.isPresent();
        plan = other.next(plan.get().after())) {
      seen.addAll(singleRows(plan.get()));
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(allRows(rowsByShard));
  }

  @Property(tries = 50)
  void workersTakeTheSameRowsTogetherHoweverManyTheyAre(
      @ForAll @IntRange(min = 2, max = 4) int workers, @ForAll long seed) {
    RowOrder order = new RowOrder(seed, List.of(50L, 61L));
    RoundPlan many = planner(order, workers, 2).next(Progress.START).orElseThrow();
    RoundPlan one = planner(order, 1, 2 * workers).next(Progress.START).orElseThrow();
    assertThat(singleRows(many)).containsExactlyInAnyOrderElementsOf(singleRows(one));
  }

  @Example
  void anotherSeedOrPassIsAnotherOrder() {
    List<RowRange> first = new RowOrder(1, List.of(100L)).ranges(0, 100);
    assertThat(new RowOrder(2, List.of(100L)).ranges(0, 100)).isNotEqualTo(first);
    assertThat(new RowOrder(1, List.of(100L)).ranges(100, 200)).isNotEqualTo(first);
    assertThat(new RowOrder(1, List.of(100L)).ranges(0, 100)).isEqualTo(first);
  }

  private static RoundPlanner planner(List<Long> rowsByShard, Pace pace) {
    return new RoundPlanner(new RowOrder(42, rowsByShard), pace);
  }

  private static RoundPlanner planner(RowOrder order, int workers, int batchRows) {
    return new RoundPlanner(order, new Pace(workers, batchRows, 3, 1, null));
  }

  private static List<List<Long>> sizes(RoundPlan plan) {
    return plan.workers().stream()
        .map(worker -> worker.batches().stream().map(Batch::rows).toList())
        .toList();
  }

  private static List<RowRange> run(RoundPlanner planner) {
    List<RowRange> seen = new ArrayList<>();
    for (Optional<RoundPlan> plan = planner.next(Progress.START);
        plan.isPresent();
        plan = planner.next(plan.get().after())) {
      seen.addAll(singleRows(plan.get()));
    }
    return seen;
  }

  private static List<RowRange> singleRows(RoundPlan plan) {
    List<RowRange> rows = new ArrayList<>();
    for (WorkerRows worker : plan.workers()) {
      for (Batch batch : worker.batches()) {
        rows.addAll(singleRows(batch.ranges()));
      }
    }
    return rows;
  }

  private static List<RowRange> singleRows(List<RowRange> ranges) {
    List<RowRange> rows = new ArrayList<>();
    for (RowRange range : ranges) {
      for (long row = range.from(); row < range.to(); row++) {
        rows.add(new RowRange(range.shard(), row, row + 1));
      }
    }
    return rows;
  }

  private static List<RowRange> allRows(List<Long> rowsByShard) {
    List<RowRange> rows = new ArrayList<>();
    for (int shard = 0; shard < rowsByShard.size(); shard++) {
      for (long row = 0; row < rowsByShard.get(shard); row++) {
        rows.add(new RowRange(shard, row, row + 1));
      }
    }
    return rows;
  }

  private static List<Long> atLeastOneRow(List<Integer> shards) {
    List<Long> rows = new ArrayList<>(shards.stream().map(Integer::longValue).toList());
    rows.set(0, rows.get(0) + 1);
    return rows;
  }
}
