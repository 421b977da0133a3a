package org.flanspark.tuning.plan;

import java.util.Optional;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.ledger.Progress;
import org.flanspark.tuning.ledger.RoundPlanner;
import org.flanspark.tuning.ledger.RowOrder;
import org.flanspark.tuning.training.EngineSettings;

/**
 * What a run takes from its first round to its last.
 *
 * @param rounds how many
 * @param steps updates of each worker
 * @param seconds of all rounds, without validation and checkpoints
 */
public record RunCosts(int rounds, long steps, double seconds) {

  /** Empty where no rows are prepared. */
  static Optional<RunCosts> of(RunConfig config, PlannedRun run, RoundCosts round) {
    return run.packed()
        .map(packed -> new RowOrder(config.training().seed(), packed.rowsByShard()))
        .map(order -> new RoundPlanner(order, EngineSettings.pace(config)))
        .map(planner -> of(planner, config.averaging().localSteps(), round));
  }

  private static RunCosts of(RoundPlanner planner, int localSteps, RoundCosts round) {
    int rounds = planner.totalRounds(Progress.START);
    long steps = planner.totalSteps(Progress.START);
    double computing = round.localSeconds() * steps / localSteps;
    return new RunCosts(rounds, steps, computing + rounds * round.exchangeSeconds());
  }
}
