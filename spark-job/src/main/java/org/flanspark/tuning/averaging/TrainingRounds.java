package org.flanspark.tuning.averaging;

import org.flanspark.tuning.checkpoint.Checkpoint;
import org.flanspark.tuning.checkpoint.StateWriter;
import org.flanspark.tuning.ledger.Progress;
import org.flanspark.tuning.ledger.RoundPlan;
import org.flanspark.tuning.model.Parameters;

/**
 * Local steps and averaging, a round at a time; who averages, and how, is behind it. Rounds follow
 * one another: each starts from what the one before left.
 */
public interface TrainingRounds extends AutoCloseable {
  /**
   * Goes on where other rounds have ended, whose weights these rounds were made with.
   *
   * @throws org.flanspark.config.ConfigException where the checkpoint's state is another
   *     optimizer's
   */
  void resumeAfter(Progress done, Checkpoint checkpoint);

  /** Trains the workers of one round side by side and averages what they have learned. */
  RoundResult run(RoundPlan plan);

  /** The parameters after the last round; reading them is valid until the next. */
  Parameters parameters();

  /** Sends these parameters to executors in float32; to be closed before the next round. */
  SentSlices send();

  /** Writes all else that the next round depends on; valid until the next round. */
  StateWriter state();

  /** The checkpoint that {@link #state} was written for is whole. */
  void saved(Checkpoint checkpoint);

  /** The learning rate of the update that has this number, from 0. */
  double learningRate(long step);

  /** Frees what the rounds hold. */
  @Override
  void close();
}
