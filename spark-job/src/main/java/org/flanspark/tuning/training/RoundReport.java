package org.flanspark.tuning.training;

import java.util.Optional;
import org.flanspark.tuning.averaging.RoundResult;
import org.flanspark.tuning.ledger.Progress;
import org.flanspark.tuning.model.StepStatistics;

/**
 * What is known when a round has ended.
 *
 * @param done what training has behind it now
 * @param totalRounds when all is done
 * @param tokens trained on so far, over all rounds
 * @param result what the round measured
 * @param validation the loss over the validation rows, where it was measured
 * @param learningRate of the round's last update
 */
public record RoundReport(
    Progress done,
    int totalRounds,
    long tokens,
    RoundResult result,
    Optional<StepStatistics> validation,
    double learningRate) {}
