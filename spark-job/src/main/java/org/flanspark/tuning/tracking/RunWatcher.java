package org.flanspark.tuning.tracking;

import java.util.List;
import org.flanspark.tuning.training.TrainingEnd;

/**
 * Shows elsewhere what {@code metrics.jsonl} keeps of a training. A watcher may fail, and may not
 * keep a round waiting: the run goes on without it.
 */
public interface RunWatcher {
  /**
   * Called once before the first round.
   *
   * @param before the rounds that a resumed run has behind it
   */
  void begins(List<RoundMetrics> before);

  /** Called when a round has ended. */
  void roundDone(RoundMetrics metrics, Outlook outlook);

  /** Called once at the end, unless the process was killed. */
  void ended(TrainingEnd end);

  /**
   * How far a run is from its end.
   *
   * @param totalRounds when all is done
   * @param secondsLeft as far as the latest rounds tell
   */
  record Outlook(int totalRounds, double secondsLeft) {}
}
