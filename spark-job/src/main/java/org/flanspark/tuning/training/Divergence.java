package org.flanspark.tuning.training;

import org.flanspark.config.OnDivergence;
import org.flanspark.tuning.averaging.RoundResult;
import org.flanspark.tuning.averaging.WorkerResult;
import org.flanspark.tuning.ledger.RoundPlan;
import org.flanspark.tuning.model.StepStatistics;

/** Training has left the numbers that floats hold; thrown where a loss is not finite. */
public final class Divergence extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private Divergence(String where) {
    super(
        "Cannot go on training: %s; lower training.learning-rate, or raise training.warm-up-steps"
            .formatted(where));
  }

  /**
   * Stops at the first update whose loss or gradient is not finite, worker by worker; where workers
   * may be skipped, only if there is none to go on with.
   */
  static void check(RoundPlan plan, RoundResult result, OnDivergence onDivergence) {
    if (onDivergence == OnDivergence.SKIP_WORKER
        && result.workers().stream().anyMatch(WorkerResult::isFinite)) {
      return;
    }
    for (WorkerResult worker : result.workers()) {
      for (int step = 0; step < worker.steps().size(); step++) {
        StepStatistics measured = worker.steps().get(step);
        if (!measured.isFinite()) {
          throw new Divergence(
              "round %s, worker %s, step %s: loss %s, gradient norm %s, rows %s"
                  .formatted(
                      plan.round(),
                      worker.worker(),
                      plan.before().steps() + step + 1,
                      measured.meanLoss(),
                      measured.gradientNorm(),
                      plan.workers().get(worker.worker()).batches().get(step)));
        }
      }
    }
  }

  /** Stops where the parameters that a round left give no loss. */
  static void checkValidation(int round, StepStatistics validation) {
    if (!validation.isFinite()) {
      throw new Divergence("round %s: validation loss %s".formatted(round, validation.meanLoss()));
    }
  }
}
