package org.flanspark.tuning.averaging;

import org.flanspark.tuning.ledger.RoundPlan;
import org.flanspark.tuning.model.Parameters;

/**
 * Local steps and averaging, a round at a time; who averages, and how, is behind it. Rounds follow
 * one another: each starts from what the one before left.
 */
public interface TrainingRounds {
  /** Trains the workers of one round side by side and averages what they have learned. */
  RoundResult run(RoundPlan plan);

  /** The parameters after the last round; reading them is valid until the next. */
  Parameters parameters();

  /** What the optimizer remembers after the last round; reading it is valid until the next. */
  Parameters updaterState();

  /** The learning rate of the update that has this number, from 0. */
  double learningRate(long step);
}
