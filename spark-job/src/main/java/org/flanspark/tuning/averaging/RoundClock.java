package org.flanspark.tuning.averaging;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.flanspark.command.PeakMemory;
import org.jspecify.annotations.Nullable;

/** Where a round's time goes, on the driver's clock. */
final class RoundClock {
  private final long start = System.nanoTime();
  private long sent;
  private long firstMean;
  private double firstMeanSeconds;
  private long reduced;
  private long reducedBytes;

  /** All slices are on their way. */
  void sent() {
    sent = System.nanoTime();
  }

  /** A mean has arrived. */
  synchronized void arrived(MeanSlice mean) {
    if (firstMean == 0) {
      firstMean = System.nanoTime();
      firstMeanSeconds = mean.seconds();
    }
    reducedBytes += mean.bytes();
  }

  /** All means have arrived. */
  void reduced() {
    reduced = System.nanoTime();
  }

  /**
   * What the round measured, once its outer step is done.
   *
   * @param sentBytes to each worker
   */
  synchronized RoundResult result(
      List<WorkerReport> reports, ReceivedMeans received, long sentBytes) {
    long end = System.nanoTime();
    double seconds = seconds(start, end);
    double sending = seconds(start, sent) + slowest(reports, WorkerReport::receivingSeconds);
    double local = slowest(reports, report -> report.result().seconds());
    double reducing =
        slowest(reports, WorkerReport::returningSeconds)
            + firstMeanSeconds
            + seconds(firstMean, reduced);
    double outer = seconds(reduced, end);
    Map<Integer, Double> norms = received.deltaNorms();
    Exchange exchange =
        new Exchange(
            sending,
            local,
            reducing,
            outer,
            Math.max(0, seconds - sending - local - reducing - outer),
            sentBytes * reports.size(),
            sentBytes * norms.size(),
            reducedBytes,
            norms,
            received.deltaCosine(),
            known(PeakMemory.bytes()),
            known(reports.stream().mapToLong(WorkerReport::peakBytes).max().orElse(-1)));
    return new RoundResult(
        reports.stream()
            .map(WorkerReport::result)
            .filter(result -> !result.steps().isEmpty())
            .toList(),
        seconds,
        exchange,
        reports.stream().flatMap(report -> report.notes().stream()).toList());
  }

  private static @Nullable Long known(long bytes) {
    return bytes < 0 ? null : bytes;
  }

  private static double slowest(
      List<WorkerReport> reports, ToDoubleFunction<WorkerReport> seconds) {
    return reports.stream().mapToDouble(seconds).max().orElse(0);
  }

  private static double seconds(long from, long to) {
    return (to - from) * 1e-9;
  }
}
