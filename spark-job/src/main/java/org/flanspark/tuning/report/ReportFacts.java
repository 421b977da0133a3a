package org.flanspark.tuning.report;

import java.util.List;
import org.flanspark.data.shard.Manifest.TaskFacts;
import org.flanspark.tuning.averaging.Exchange;
import org.flanspark.tuning.evaluation.Certainty;
import org.flanspark.tuning.evaluation.ClusterResult;
import org.flanspark.tuning.evaluation.EvaluationResults;
import org.flanspark.tuning.evaluation.ModelScores;
import org.flanspark.tuning.evaluation.ScoreSummary;
import org.flanspark.tuning.evaluation.TaskResult;
import org.flanspark.tuning.report.RunReport.ClusterScores;
import org.flanspark.tuning.report.RunReport.ExchangeTotals;
import org.flanspark.tuning.report.RunReport.GainScores;
import org.flanspark.tuning.report.RunReport.Scores;
import org.flanspark.tuning.report.RunReport.TaskScores;
import org.flanspark.tuning.report.RunReport.TaskShare;
import org.flanspark.tuning.report.RunReport.Training;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.jspecify.annotations.Nullable;

/** A run's manifest, metrics and evaluation to the facts of its report. */
final class ReportFacts {
  private ReportFacts() {}

  static RunReport of(ReportInputs inputs) {
    EvaluationResults evaluation = inputs.evaluation().orElse(null);
    return new RunReport(
        evaluation == null ? null : evaluation.tasks().stream().map(ReportFacts::task).toList(),
        evaluation == null
            ? null
            : evaluation.clusters().stream()
                .map(cluster -> cluster(cluster, evaluation.tasks()))
                .toList(),
        evaluation == null ? null : evaluation.normalisation(),
        evaluation == null ? null : evaluation.confidence(),
        inputs.rounds().isEmpty() ? null : training(inputs.rounds()),
        inputs.manifest().tasks().stream()
            .filter(TaskFacts::trained)
            .map(ReportFacts::share)
            .toList(),
        inputs.manifest().contamination(),
        inputs.config().toTree(),
        inputs.manifest().versions());
  }

  private static TaskScores task(TaskResult task) {
    ModelScores untuned = task.untuned();
    Certainty certainty = task.certainty();
    return new TaskScores(
        task.task(),
        task.cluster(),
        task.heldOut(),
        task.metric(),
        task.examples(),
        tuned(task.tuned().summary(), certainty),
        untuned(untuned == null ? null : untuned.summary(), certainty),
        untuned == null ? null : untuned.baselinePrompt(),
        task.majority(),
        task.chance(),
        certainty == null ? null : GainScores.of(certainty.gain()),
        certainty == null ? null : GainScores.of(certainty.gainOverBaselinePrompt()),
        task.tuned().summary().metrics(),
        Conditions.of(List.of(task)));
  }

  static Scores tuned(ScoreSummary summary, @Nullable Certainty certainty) {
    return Scores.of(summary, certainty == null ? null : certainty.tuned());
  }

  static @Nullable Scores untuned(@Nullable ScoreSummary summary, @Nullable Certainty certainty) {
    return summary == null
        ? null
        : Scores.of(summary, certainty == null ? null : certainty.untuned());
  }

  private static ClusterScores cluster(ClusterResult cluster, List<TaskResult> tasks) {
    Certainty certainty = cluster.certainty();
    return new ClusterScores(
        cluster.cluster(),
        cluster.heldOut(),
        cluster.metric(),
        cluster.tasks(),
        cluster.examples(),
        tuned(cluster.tuned(), certainty),
        untuned(cluster.untuned(), certainty),
        cluster.baselinePrompt(),
        cluster.majority(),
        cluster.chance(),
        certainty == null ? null : GainScores.of(certainty.gain()),
        certainty == null ? null : GainScores.of(certainty.gainOverBaselinePrompt()),
        cluster.tuned().metrics(),
        Conditions.of(
            tasks.stream().filter(task -> cluster.tasks().contains(task.task())).toList()));
  }

  private static Training training(List<RoundMetrics> rounds) {
    long tokens = rounds.stream().mapToLong(RoundMetrics::tokens).sum();
    double seconds = rounds.stream().mapToDouble(RoundMetrics::seconds).sum();
    return new Training(
        rounds.get(rounds.size() - 1).round(),
        tokens,
        rounds.stream().mapToLong(RoundMetrics::countedTokens).sum(),
        seconds,
        seconds == 0 ? 0 : tokens / seconds,
        rounds.stream().mapToDouble(RoundMetrics::synchronisingSeconds).sum(),
        totals(Exchanges.of(rounds)),
        rounds.stream().map(RoundMetrics::loss).toList(),
        rounds.stream().map(RoundMetrics::validationLoss).toList(),
        rounds.stream().map(ReportFacts::deltaCosine).toList());
  }

  private static @Nullable ExchangeTotals totals(Exchanges exchanges) {
    return exchanges.isEmpty()
        ? null
        : new ExchangeTotals(
            exchanges.count(),
            exchanges.seconds(Phase.SENDING),
            exchanges.seconds(Phase.LOCAL),
            exchanges.seconds(Phase.REDUCING),
            exchanges.seconds(Phase.OUTER),
            exchanges.seconds(Phase.WAITING),
            exchanges.bytes(Direction.SENT),
            exchanges.bytes(Direction.RETURNED),
            exchanges.bytes(Direction.REDUCED),
            exchanges.driverPeakBytes(),
            exchanges.executorPeakBytes());
  }

  private static @Nullable Double deltaCosine(RoundMetrics round) {
    Exchange exchange = round.exchange();
    return exchange == null ? null : exchange.deltaCosine();
  }

  private static TaskShare share(TaskFacts task) {
    return new TaskShare(
        task.name(),
        task.cluster(),
        task.rendered(),
        task.requestedShare(),
        task.realisedShareOfRows(),
        task.realisedShareOfTokens());
  }
}
