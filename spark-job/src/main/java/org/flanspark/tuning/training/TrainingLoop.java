package org.flanspark.tuning.training;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.flanspark.config.OnDivergence;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.averaging.RoundResult;
import org.flanspark.tuning.averaging.TrainingRounds;
import org.flanspark.tuning.averaging.ValidationLoss;
import org.flanspark.tuning.ledger.Progress;
import org.flanspark.tuning.ledger.RoundPlan;
import org.flanspark.tuning.ledger.RoundPlanner;
import org.flanspark.tuning.model.StepStatistics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Round after round until all rows are seen. */
final class TrainingLoop {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingLoop.class);

  private final RoundPlanner planner;
  private final TrainingRounds rounds;
  private final Optional<ValidationLoss> validation;
  private final RunRecords records;
  private final int validateEveryRounds;
  private final int saveEveryRounds;
  private final @Nullable Integer saveEveryMinutes;
  private final OnDivergence onDivergence;

  private Progress done;
  private long tokens;
  private long savedNanos = System.nanoTime();

  TrainingLoop(
      RoundPlanner planner,
      TrainingRounds rounds,
      Optional<ValidationLoss> validation,
      RunRecords records,
      RunConfig config) {
    this.planner = planner;
    this.rounds = rounds;
    this.validation = validation;
    this.records = records;
    this.validateEveryRounds = config.training().validateEveryRounds();
    this.saveEveryRounds = config.checkpoint().everyRounds();
    this.saveEveryMinutes = config.checkpoint().everyMinutes();
    this.onDivergence = config.averaging().onDivergence();
    this.done = Progress.START;
  }

  /** Trains on from where the run stands to its end. */
  Progress run(ResumePoint from) {
    done = from.done();
    tokens = from.tokens();
    for (Optional<RoundPlan> plan = planner.next(done);
        plan.isPresent();
        plan = planner.next(done)) {
      RoundResult result = rounds.run(plan.get());
      Divergence.check(plan.get(), result, onDivergence);
      for (String note : result.notes()) {
        LOG.warn("Round {}: {}", plan.get().round(), note);
      }
      done = plan.get().after();
      tokens += result.total().tokens();
      RoundReport report = report(result);
      records.roundDone(plan.get(), report);
      if (isDue(saveEveryRounds) || isLongSinceSaved()) {
        records.save(done, tokens, report.validation(), rounds);
        savedNanos = System.nanoTime();
      }
    }
    return done;
  }

  private RoundReport report(RoundResult result) {
    Optional<StepStatistics> loss =
        isDue(validateEveryRounds) ? validation.map(rows -> rows.after(rounds)) : Optional.empty();
    loss.ifPresent(measured -> Divergence.checkValidation(done.round(), measured));
    return new RoundReport(
        done,
        planner.totalRounds(done),
        tokens,
        result,
        loss,
        rounds.learningRate(done.steps() - 1));
  }

  private boolean isLongSinceSaved() {
    return saveEveryMinutes != null
        && System.nanoTime() - savedNanos >= TimeUnit.MINUTES.toNanos(saveEveryMinutes);
  }

  private boolean isDue(int everyRounds) {
    return done.round() % everyRounds == 0 || planner.next(done).isEmpty();
  }
}
