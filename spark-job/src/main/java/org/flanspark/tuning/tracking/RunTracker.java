package org.flanspark.tuning.tracking;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.tuning.ledger.JsonLines;
import org.flanspark.tuning.tracking.RunWatcher.Outlook;
import org.flanspark.tuning.training.PreparedShards;
import org.flanspark.tuning.training.RoundReport;
import org.flanspark.tuning.training.RunFolder;
import org.flanspark.tuning.training.TrainingEnd;
import org.flanspark.tuning.training.TrainingObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes {@code metrics.jsonl} and a line in the log for each round, and tells the watchers. */
public final class RunTracker implements TrainingObserver {
  /** Rounds that the time left is told from. */
  private static final int LATEST = 5;

  private static final Logger LOG = LoggerFactory.getLogger(RunTracker.class);

  private final RunFolder folder;
  private final List<String> taskNames;
  private final Configuration hadoop;
  private final List<RoundMetrics> rounds = new ArrayList<>();
  private final ArrayDeque<Double> lastSeconds = new ArrayDeque<>();
  private final List<RunWatcher> watchers;
  private boolean begun;

  /** A tracker of the run in this folder; what its watchers throw is logged, once for each. */
  public RunTracker(
      RunFolder folder,
      PreparedShards data,
      Configuration hadoop,
      List<? extends RunWatcher> watchers) {
    this.folder = folder;
    this.taskNames = data.taskNames();
    this.hadoop = hadoop;
    this.watchers = watchers.stream().<RunWatcher>map(GuardedWatcher::new).toList();
  }

  /** A tracker that nobody watches. */
  public static RunTracker unwatched(RunFolder folder, PreparedShards data, Configuration hadoop) {
    return new RunTracker(folder, data, hadoop, List.of());
  }

  @Override
  public void startsAfter(int round) {
    RoundMetrics.read(folder, hadoop).stream()
        .filter(metrics -> metrics.round() <= round)
        .forEach(rounds::add);
    JsonLines.write(folder.metrics(), hadoop, rounds);
    begun = true;
    watchers.forEach(watcher -> watcher.begins(List.copyOf(rounds)));
  }

  @Override
  public void roundDone(RoundReport report) {
    RoundMetrics metrics = RoundMetrics.of(report, taskNames);
    rounds.add(metrics);
    JsonLines.append(folder.metrics(), hadoop, rounds);
    Outlook outlook = new Outlook(report.totalRounds(), secondsLeft(metrics, report));
    LOG.info("{}", ProgressLine.of(metrics, outlook.totalRounds(), outlook.secondsLeft()));
    watchers.forEach(watcher -> watcher.roundDone(metrics, outlook));
  }

  @Override
  public void ended(TrainingEnd end) {
    if (begun) {
      watchers.forEach(watcher -> watcher.ended(end));
    }
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
