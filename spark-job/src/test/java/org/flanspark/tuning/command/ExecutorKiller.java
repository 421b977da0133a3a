package org.flanspark.tuning.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.flanspark.tuning.command.FlanScript.Running;

/**
 * Kills executors of a training as the failure of a machine would, at moments and in an order that
 * follow from a seed: some time after a round has ended, so that the next one is under way.
 */
final class ExecutorKiller {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

  private final Running training;
  private final Path metrics;
  private final Random random;

  /**
   * A killer of one training's executors.
   *
   * @param metrics the run's metrics.jsonl, a line a round
   */
  ExecutorKiller(Running training, Path metrics, long seed) {
    this.training = training;
    this.metrics = metrics;
    this.random = new Random(seed);
  }

  /** Kills one of the executors in some round among those from {@code first} to {@code last}. */
  void killAmongRounds(int first, int last) throws IOException, InterruptedException {
    int round = first + random.nextInt(last - first + 1);
    int millis = random.nextInt(300);
    int choice = random.nextInt(1000);
    awaitRound(round - 1);
    TimeUnit.MILLISECONDS.sleep(millis);
    List<ProcessHandle> executors = executors();
    if (executors.isEmpty()) {
      throw new IllegalStateException("Missing executors in round " + round);
    }
    executors.get(choice % executors.size()).destroyForcibly();
  }

  /** Waits until so many rounds have been done. */
  void awaitRound(int round) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(LIMIT);
    while (rounds() < round) {
      if (!training.process().isAlive() || Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "Round %s was not reached:%n%s".formatted(round, Files.readString(training.stderr())));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private long rounds() throws IOException {
    if (!Files.exists(metrics)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(metrics, StandardCharsets.UTF_8)) {
      return lines.count();
    }
  }

  private List<ProcessHandle> executors() {
    return training
        .process()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .filter(ExecutorKiller::isExecutor)
        .sorted()
        .toList();
  }

  /** The handle's own command line ends after a page of memory, and Spark's is longer. */
  private static boolean isExecutor(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return Files.readString(file, StandardCharsets.UTF_8).contains(EXECUTOR);
    } catch (IOException e) {
      return false;
    }
  }
}
