package org.flanspark.tuning.averaging;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.flanspark.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks, and so the workers, that a cluster runs at one time. Spark waits for ever where a
 * round needs more than there is; training waits for some time, and then says what is missing.
 */
public final class ExecutorSlots {
  /** Spark's settings that say what an executor needs. */
  private static final List<String> EACH =
      List.of(
          "spark.executor.cores", "spark.executor.memory", "spark.executor.resource.gpu.amount");

  /** Spark's settings that say how many executors there can be. */
  private static final List<String> IN_ALL = List.of("spark.cores.max", "spark.executor.instances");

  private static final Logger LOG = LoggerFactory.getLogger(ExecutorSlots.class);

  private final IntSupplier slots;
  private final SparkConf conf;
  private final Pace pace;

  ExecutorSlots(IntSupplier slots, SparkConf conf, Pace pace) {
    this.slots = slots;
    this.conf = conf;
    this.pace = pace;
  }

  /** How long to wait, how often to look, and how often to say so. */
  record Pace(Duration limit, Duration look, Duration say) {
    static Pace of(int waitSeconds) {
      return new Pace(
          Duration.ofSeconds(waitSeconds), Duration.ofMillis(250), Duration.ofSeconds(15));
    }
  }

  /**
   * Waits until all workers of a round can run at one time. In one process they take turns, so
   * there is nothing to wait for.
   *
   * @param workers {@code averaging.workers}
   * @param waitSeconds {@code execution.wait-seconds}
   * @throws ConfigException where the cluster has no room for them after this time
   */
  public static void await(JavaSparkContext spark, int workers, int waitSeconds) {
    if (!SparkSettings.isLocal(spark.getConf())) {
      new ExecutorSlots(() -> count(spark.sc()), spark.getConf(), Pace.of(waitSeconds))
          .await(workers);
    }
  }

  /**
   * By cores and resources of the executors that are there now, as barrier stages count them; what
   * runs in them does not matter.
   */
  private static int count(SparkContext spark) {
    if (spark.isStopped()) {
      throw new IllegalStateException(
          "Cannot start training: Spark ended while its executors were awaited; its log says why");
    }
    return spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
  }

  void await(int workers) {
    long start = System.nanoTime();
    Duration nextWord = Duration.ZERO;
    for (int found = slots.getAsInt(); found < workers; found = slots.getAsInt()) {
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      if (waited.compareTo(pace.limit()) >= 0) {
        throw new ConfigException(missing(workers, found));
      }
      if (waited.compareTo(nextWord) >= 0) {
        say(workers, found, waited);
        nextWord = waited.plus(pace.say());
      }
      pause();
    }
  }

  private void say(int workers, int found, Duration waited) {
    LOG.info(
        "Waiting for executors: {} of {} workers have one, {} s of {}",
        found,
        workers,
        waited.toSeconds(),
        pace.limit().toSeconds());
  }

  private String missing(int workers, int found) {
    return "Cannot train with averaging.workers: %s: after %s s (execution.wait-seconds) the cluster has executors for %s of them; missing: %s, each with %s; lower averaging.workers, or give the run more executors (now %s); where executors end as soon as they start, their logs say why"
        .formatted(
            workers,
            pace.limit().toSeconds(),
            found,
            workers - found,
            settings(EACH),
            settings(IN_ALL));
  }

  private String settings(List<String> keys) {
    String set =
        keys.stream()
            .filter(conf::contains)
            .map(key -> key + "=" + conf.get(key))
            .collect(Collectors.joining(", "));
    return set.isEmpty() ? "Spark's defaults" : set;
  }

  private void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(pace.look().toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while executors were awaited", e);
    }
  }
}
