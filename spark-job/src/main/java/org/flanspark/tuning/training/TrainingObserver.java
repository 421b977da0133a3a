package org.flanspark.tuning.training;

/** Is told how a run goes, to write it down or to show it. */
public interface TrainingObserver {
  /** Called once before the first round: what is known of later rounds does not hold any more. */
  void startsAfter(int round);

  /** Called when a round has ended. */
  void roundDone(RoundReport report);

  /** Called once at the end, unless the process was killed; not where nothing was begun. */
  void ended(TrainingEnd end);
}
