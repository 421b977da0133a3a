package org.flanspark.tuning.plan;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A forecast as {@code key=value} lines, for scripts. */
public final class PlanLines {
  private static final String UNKNOWN = "unknown";

  private final StringBuilder lines = new StringBuilder();

  private PlanLines() {}

  /** The lines; what depends on data that is not prepared is {@value #UNKNOWN}. */
  public static String of(Forecast forecast) {
    RunPlan plan = forecast.plan();
    PlanLines lines = new PlanLines();
    lines.process("driver", plan.driver());
    lines.process("executor", plan.executor());
    lines.round(plan.round());
    lines.run(plan.run());
    lines.add("worker_peak_bytes", new MemoryPlan(forecast.worker().engine()).peakBytes());
    return lines.lines.toString();
  }

  private void process(String name, ProcessMemory memory) {
    add(name + "_heap_bytes", memory.heapBytes());
    add(name + "_off_heap_bytes", memory.offHeapBytes());
    add(name + "_overhead_bytes", memory.overheadBytes());
  }

  private void round(RoundCosts round) {
    add("sent_bytes", round.traffic().sentBytes());
    add("returned_bytes", round.traffic().returnedBytes());
    add("reduced_bytes", round.traffic().reducedBytes());
    add("local_seconds", seconds(round.localSeconds()));
    add("exchange_seconds", seconds(round.exchangeSeconds()));
  }

  private void run(@Nullable RunCosts run) {
    add("rounds", run == null ? UNKNOWN : run.rounds());
    add("run_seconds", run == null ? UNKNOWN : seconds(run.seconds()));
  }

  private void add(String key, Object value) {
    lines.append(key).append('=').append(value).append('\n');
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }
}
