package org.flanspark.tuning.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import org.flanspark.tuning.plan.RoundCosts;
import org.flanspark.tuning.plan.RunCosts;
import org.flanspark.tuning.plan.RunPlan;
import org.flanspark.tuning.plan.Traffic;
import org.flanspark.tuning.report.ReportPage.Planned;
import org.flanspark.tuning.report.ReportPage.PlannedRows;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.jspecify.annotations.Nullable;

/** The part of the page that holds what was planned against what the rounds measured. */
final class PagePlan {
  private static final String NOT_MEASURED = "–";

  private final RunPlan plan;
  private final List<RoundMetrics> rounds;
  private final Exchanges exchanges;

  private PagePlan(RunPlan plan, List<RoundMetrics> rounds) {
    this.plan = plan;
    this.rounds = rounds;
    this.exchanges = Exchanges.of(rounds);
  }

  static List<PlannedRows> of(RunPlan plan, List<RoundMetrics> rounds) {
    PagePlan page = new PagePlan(plan, rounds);
    List<PlannedRows> groups = new ArrayList<>(List.of(page.time(), page.bytes(), page.memory()));
    RunCosts run = plan.run();
    if (run != null) {
      groups.add(0, page.run(run));
    }
    return groups;
  }

  private PlannedRows run(RunCosts run) {
    return new PlannedRows(
        "The run",
        List.of(
            row("rounds", run.rounds(), sum(round -> 1), PagePlan::whole),
            row("time", run.seconds(), sum(RoundMetrics::seconds), Amounts::seconds)));
  }

  private static String whole(double number) {
    return Amounts.count(Math.round(number));
  }

  private PlannedRows time() {
    RoundCosts planned = plan.round();
    return new PlannedRows(
        "Time of a round",
        List.of(
            row("local steps", planned.localSeconds(), mean(PagePlan::local), Amounts::seconds),
            row(
                "averaging",
                planned.exchangeSeconds(),
                mean(RoundMetrics::synchronisingSeconds),
                Amounts::seconds),
            row("both", planned.seconds(), mean(RoundMetrics::seconds), Amounts::seconds)));
  }

  private static double local(RoundMetrics round) {
    return round.seconds() - round.synchronisingSeconds();
  }

  private PlannedRows bytes() {
    Traffic planned = plan.round().traffic();
    return new PlannedRows(
        "Bytes of a round",
        List.of(
            bytes(Direction.SENT, planned.sentBytes()),
            bytes(Direction.RETURNED, planned.returnedBytes()),
            bytes(Direction.REDUCED, planned.reducedBytes())));
  }

  private Planned bytes(Direction direction, long planned) {
    OptionalDouble measured =
        exchanges.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of((double) exchanges.bytes(direction) / exchanges.count());
    return row(direction.title(), planned, measured, Amounts::bytes);
  }

  /** The heap is only planned: what is measured of a process is all that it holds. */
  private PlannedRows memory() {
    return new PlannedRows(
        "Memory",
        List.of(
            memory("driver, heap", plan.driver().heapBytes(), null),
            memory("driver, in all", plan.driver().containerBytes(), exchanges.driverPeakBytes()),
            memory("an executor, heap", plan.executor().heapBytes(), null),
            memory(
                "an executor, in all",
                plan.executor().containerBytes(),
                exchanges.executorPeakBytes())));
  }

  private static Planned memory(String name, long planned, @Nullable Long measured) {
    return row(
        name,
        planned,
        measured == null ? OptionalDouble.empty() : OptionalDouble.of(measured),
        Amounts::bytes);
  }

  private static Planned row(
      String name, double planned, OptionalDouble measured, DoubleFunction<String> text) {
    return new Planned(
        name,
        text.apply(planned),
        measured.isPresent() ? text.apply(measured.getAsDouble()) : NOT_MEASURED,
        measured.isPresent() && planned > 0
            ? Amounts.percent(measured.getAsDouble() / planned)
            : NOT_MEASURED);
  }

  /** Empty where no round was noted. */
  private OptionalDouble mean(ToDoubleFunction<RoundMetrics> value) {
    return rounds.stream().mapToDouble(value).average();
  }

  private OptionalDouble sum(ToDoubleFunction<RoundMetrics> value) {
    return rounds.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(rounds.stream().mapToDouble(value).sum());
  }
}
