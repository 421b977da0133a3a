package org.flanspark.tuning.averaging;

import java.util.Comparator;
import java.util.List;
import org.flanspark.tuning.model.StepStatistics;
import org.jspecify.annotations.Nullable;

/**
 * What a round measured.
 *
 * @param workers those that had rows, by number
 * @param seconds of the whole round, sending and averaging among them
 * @param exchange what averaging took; null where its master does not tell
 * @param notes what a person should know of the round, such as moments that were lost
 */
public record RoundResult(
    List<WorkerResult> workers, double seconds, @Nullable Exchange exchange, List<String> notes) {
  public RoundResult {
    notes = List.copyOf(notes);
    workers = workers.stream().sorted(Comparator.comparingInt(WorkerResult::worker)).toList();
  }

  /** Losses and tokens of the updates of all workers, but of those that diverged. */
  public StepStatistics total() {
    return workers.stream()
        .filter(WorkerResult::isFinite)
        .flatMap(worker -> worker.steps().stream())
        .reduce(StepStatistics.none(), StepStatistics::plus);
  }

  /** The mean of the same updates' gradient norms, before clipping. */
  public double gradientNorm() {
    return workers.stream()
        .filter(WorkerResult::isFinite)
        .flatMap(worker -> worker.steps().stream())
        .mapToDouble(StepStatistics::gradientNorm)
        .average()
        .orElse(0);
  }

  /** What the slowest worker spent in its updates. */
  public double localSeconds() {
    return workers.stream().mapToDouble(WorkerResult::seconds).max().orElse(0);
  }

  /** What is left of the round: sending, starting tasks, waiting and averaging. */
  public double synchronisingSeconds() {
    return Math.max(0, seconds - localSeconds());
  }
}
