package org.flanspark.tuning.tracking;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.tuning.averaging.Exchange;
import org.flanspark.tuning.averaging.RoundResult;
import org.flanspark.tuning.ledger.JsonLines;
import org.flanspark.tuning.model.StepStatistics;
import org.flanspark.tuning.model.StepStatistics.TaskLoss;
import org.flanspark.tuning.training.RoundReport;
import org.flanspark.tuning.training.RunFolder;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code metrics.jsonl}: what a round measured. Losses are means over counted tokens,
 * in nats.
 *
 * @param round its number, from 1
 * @param step updates of each worker done at its end
 * @param tokens of this round, over all workers
 * @param countedTokens of this round, those that count in the loss
 * @param totalTokens of all rounds so far
 * @param loss of this round's training rows, each before the update that it led to
 * @param validationLoss at the round's end; null where it was not measured
 * @param lossByTask of this round, for each task that had rows in it
 * @param validationLossByTask at the round's end; empty where it was not measured
 * @param learningRate of the last update
 * @param gradientNorm mean over the updates, before clipping
 * @param tokensPerSecond over the whole round
 * @param seconds of the whole round, without validation and checkpoint
 * @param synchronisingSeconds of them, those that the slowest worker's updates do not account for
 * @param exchange what averaging took; null where its master does not tell
 */
public record RoundMetrics(
    int round,
    long step,
    long tokens,
    long countedTokens,
    long totalTokens,
    double loss,
    @Nullable Double validationLoss,
    Map<String, Double> lossByTask,
    Map<String, Double> validationLossByTask,
    double learningRate,
    double gradientNorm,
    double tokensPerSecond,
    double seconds,
    double synchronisingSeconds,
    @Nullable Exchange exchange) {
  public RoundMetrics {
    lossByTask = Collections.unmodifiableMap(new TreeMap<>(lossByTask));
    validationLossByTask = Collections.unmodifiableMap(new TreeMap<>(validationLossByTask));
  }

  /** Of a round that has ended; {@code taskNames} by index. */
  static RoundMetrics of(RoundReport report, List<String> taskNames) {
    RoundResult result = report.result();
    StepStatistics total = result.total();
    StepStatistics validation = report.validation().orElse(null);
    return new RoundMetrics(
        report.done().round(),
        report.done().steps(),
        total.tokens(),
        total.countedTokens(),
        report.tokens(),
        total.meanLoss(),
        validation == null ? null : validation.meanLoss(),
        byTask(total, taskNames),
        validation == null ? Map.of() : byTask(validation, taskNames),
        report.learningRate(),
        result.gradientNorm(),
        total.tokens() / result.seconds(),
        result.seconds(),
        result.synchronisingSeconds(),
        result.exchange());
  }

  /** Every round that a run has noted, in order; none where it has not. */
  public static List<RoundMetrics> read(RunFolder folder, Configuration hadoop) {
    return JsonLines.read(folder.metrics(), hadoop, RoundMetrics.class);
  }

  private static Map<String, Double> byTask(StepStatistics statistics, List<String> taskNames) {
    Map<String, Double> losses = new TreeMap<>();
    for (Map.Entry<Integer, TaskLoss> task : statistics.byTask().entrySet()) {
      TaskLoss loss = task.getValue();
      if (loss.countedTokens() > 0) {
        losses.put(taskNames.get(task.getKey()), loss.lossSum() / loss.countedTokens());
      }
    }
    return losses;
  }
}
