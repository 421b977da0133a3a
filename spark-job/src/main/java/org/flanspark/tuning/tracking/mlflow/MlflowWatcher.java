package org.flanspark.tuning.tracking.mlflow;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.ConfigException;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.flanspark.tuning.tracking.RoundScalars;
import org.flanspark.tuning.tracking.RunWatcher;
import org.flanspark.tuning.training.RunFolder;
import org.flanspark.tuning.training.TrainingEnd;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a training as an MLflow run. A thread of its own sends what has come together every few
 * seconds; a server that is away is told of it when it is back, or when the run is resumed.
 */
public final class MlflowWatcher implements RunWatcher {
  private static final Logger LOG = LoggerFactory.getLogger(MlflowWatcher.class);

  /** What one request may hold. */
  private static final int MAX_METRICS = 1000;

  /** Rounds kept for a server that is away; metrics.jsonl has all. */
  private static final int MAX_WAITING = 10_000;

  private final MlflowServer server;
  private final Timing timing;
  private final RunConfig config;
  private final FolderFiles folder;
  private final Clock clock;
  private final MlflowClient client;
  private final ScheduledExecutorService sender =
      Executors.newSingleThreadScheduledExecutor(MlflowWatcher::thread);

  /** Guarded by itself. */
  private final Deque<SeenRound> waiting = new ArrayDeque<>();

  /** These are the sender's alone. */
  private @Nullable RunOnServer run;

  private boolean isAway;
  private volatile boolean warned;

  MlflowWatcher(
      MlflowServer server, Timing timing, RunConfig config, FolderFiles folder, Clock clock) {
    this.server = server;
    this.timing = timing;
    this.config = config;
    this.folder = folder;
    this.clock = clock;
    this.client = new MlflowClient(server, timing.request());
  }

  /**
   * How much time is spent.
   *
   * @param pause between two batches
   * @param request at most
   * @param atEnd of the run, at most, for what has not been sent
   */
  record Timing(Duration pause, Duration request, Duration atEnd) {
    static final Timing USUAL =
        new Timing(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));
  }

  /** A watcher of this run, where the environment names a server: {@code MLFLOW_TRACKING_URI}. */
  public static Optional<MlflowWatcher> of(
      Map<String, String> environment, RunConfig config, RunFolder run, Configuration hadoop) {
    try {
      FolderFiles folder = FolderFiles.of(run.path(), hadoop);
      return MlflowServer.of(environment)
          .map(
              server -> new MlflowWatcher(server, Timing.USUAL, config, folder, Clock.systemUTC()));
    } catch (ConfigException e) {
      LOG.warn("The run is not shown in MLflow: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "mlflow");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void begins(List<RoundMetrics> before) {
    before.forEach(this::add);
    sender.scheduleWithFixedDelay(this::work, 0, timing.pause().toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void roundDone(RoundMetrics metrics, Outlook outlook) {
    add(metrics);
  }

  private void add(RoundMetrics metrics) {
    synchronized (waiting) {
      waiting.addLast(new SeenRound(metrics, clock.millis()));
      if (waiting.size() > MAX_WAITING) {
        waiting.removeFirst();
      }
    }
  }

  @Override
  public void ended(TrainingEnd end) {
    sender.execute(() -> finish(end));
    sender.shutdown();
    try {
      if (!sender.awaitTermination(timing.atEnd().toMillis(), TimeUnit.MILLISECONDS)) {
        sender.shutdownNow();
        warn("no time was left to send the last rounds");
      }
    } catch (InterruptedException e) {
      sender.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void finish(TrainingEnd end) {
    work();
    RunOnServer open = run;
    if (open == null || isAway) {
      return;
    }
    try {
      open.end(end, clock.millis());
    } catch (RuntimeException e) {
      warn(String.valueOf(e.getMessage()));
    }
  }

  /** An exception would end the schedule. */
  private void work() {
    try {
      RunOnServer open = open();
      unlessRefused(open::sendSettings, open::dropSettings);
      for (List<SeenRound> batch = next(open); !batch.isEmpty(); batch = next(open)) {
        List<SeenRound> rounds = batch;
        unlessRefused(() -> open.send(rounds), () -> open.passOver(rounds));
      }
      isAway = false;
    } catch (RuntimeException e) {
      isAway = true;
      warn(String.valueOf(e.getMessage()));
    }
  }

  /** What is refused for what it is would be refused again, and nothing after it would be sent. */
  private void unlessRefused(Runnable request, Runnable passingOver) {
    try {
      request.run();
    } catch (MlflowException e) {
      if (!e.isOfTheRequest()) {
        throw e;
      }
      warn(String.valueOf(e.getMessage()));
      passingOver.run();
    }
  }

  private RunOnServer open() {
    RunOnServer open = run;
    if (open == null) {
      open = RunOnServer.open(client, server.address().toString(), config, folder, clock.millis());
      run = open;
    }
    return open;
  }

  /** As many of the waiting rounds as one request may hold. */
  private List<SeenRound> next(RunOnServer open) {
    List<SeenRound> batch = new ArrayList<>();
    synchronized (waiting) {
      waiting.removeIf(round -> round.metrics().round() <= open.sentRound());
      int metrics = 0;
      for (SeenRound round : waiting) {
        metrics += RoundScalars.all(round.metrics()).size();
        if (metrics > MAX_METRICS && !batch.isEmpty()) {
          break;
        }
        batch.add(round);
      }
    }
    return batch;
  }

  /** Once: that a server is away is no news in each round. */
  private void warn(String why) {
    if (warned) {
      LOG.debug("{}: {}", this, why);
    } else {
      LOG.warn("{} failed, the run goes on: {}", this, why);
    }
    warned = true;
  }

  @Override
  public String toString() {
    return "Showing the run in " + server;
  }
}
