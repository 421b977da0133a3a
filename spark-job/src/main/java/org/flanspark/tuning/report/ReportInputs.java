package org.flanspark.tuning.report;

import java.util.List;
import java.util.Optional;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.Manifest;
import org.flanspark.tuning.evaluation.EvaluationResults;
import org.flanspark.tuning.plan.RunPlan;
import org.flanspark.tuning.tracking.RoundMetrics;

/**
 * What a report is made from.
 *
 * @param name of the run: its folder's
 * @param config its effective settings
 * @param manifest of the data that it was trained on
 * @param plan what was foretold of it; empty where nothing was
 * @param rounds what training noted; none where it did not begin
 * @param evaluation empty where the run was not evaluated
 */
record ReportInputs(
    String name,
    RunConfig config,
    Manifest manifest,
    Optional<RunPlan> plan,
    List<RoundMetrics> rounds,
    Optional<EvaluationResults> evaluation) {
  ReportInputs {
    rounds = List.copyOf(rounds);
  }
}
