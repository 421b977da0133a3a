package org.flanspark.tuning.tracking;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.tuning.ledger.JsonLines;
import org.flanspark.tuning.training.PreparedShards;
import org.flanspark.tuning.training.RoundReport;
import org.flanspark.tuning.training.RunFolder;
import org.flanspark.tuning.training.TrainingObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes {@code metrics.jsonl} and a line in the log for each round. */
public final class RunTracker implements TrainingObserver {
  /** Rounds that the time left is told from. */
  private static final int LATEST = 5;

  private static final Logger LOG = LoggerFactory.getLogger(RunTracker.class);

  private final RunFolder folder;
  private final List<String> taskNames;
  private final Configuration hadoop;
  private final List<RoundMetrics> rounds = new ArrayList<>();
  private final ArrayDeque<Double> lastSeconds = new ArrayDeque<>();

  /** A tracker of the run in this folder. */
  public RunTracker(RunFolder folder, PreparedShards data, Configuration hadoop) {
    this.folder = folder;
    this.taskNames = data.taskNames();
    this.hadoop = hadoop;
  }

  @Override
  public void startsAfter(int round) {
    RoundMetrics.read(folder, hadoop).stream()
        .filter(metrics -> metrics.round() <= round)
        .forEach(rounds::add);
    JsonLines.write(folder.metrics(), hadoop, rounds);
  }

  @Override
  public void roundDone(RoundReport report) {
    RoundMetrics metrics = RoundMetrics.of(report, taskNames);
    rounds.add(metrics);
    JsonLines.append(folder.metrics(), hadoop, rounds);
    LOG.info("{}", ProgressLine.of(metrics, report.totalRounds(), secondsLeft(metrics, report)));
  }

  /** From the latest rounds of this process: the first ones take longer. */
  private double secondsLeft(RoundMetrics metrics, RoundReport report) {
    lastSeconds.addLast(metrics.seconds());
    if (lastSeconds.size() > LATEST) {
      lastSeconds.removeFirst();
    }
    double mean = lastSeconds.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    return mean * (report.totalRounds() - metrics.round());
  }
}
