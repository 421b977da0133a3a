package org.flanspark.tuning.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import scala.collection.JavaConverters;

/**
 * Brings a task to each executor. Spark places tasks as it likes, so as many start at one time as
 * the cluster runs, again and again until all executors have had one.
 */
final class Visits {
  private static final String EXECUTORS = "executors";
  private static final long PAUSE_MILLIS = 250;

  private final JavaSparkContext spark;
  private final ExecutorVisit visit;
  private final Duration limit;
  private final Map<String, Report> reports = new TreeMap<>();
  private String lastFailure = "";

  /**
   * @param limit how long executors may take to come and to answer
   */
  Visits(JavaSparkContext spark, ExecutorVisit visit, Duration limit) {
    this.spark = spark;
    this.visit = visit;
    this.limit = limit;
  }

  /** What was found in each executor, and a failure for each that did not answer. */
  List<Report> make() {
    long end = System.nanoTime() + limit.toNanos();
    while (!complete() && System.nanoTime() < end) {
      visitAll(end);
      pause();
    }
    List<Report> all = new ArrayList<>(reports.values());
    all.addAll(missing());
    return all;
  }

  private boolean complete() {
    int expected = expected(spark.getConf());
    return reports.size() >= expected && reports.keySet().containsAll(registered());
  }

  /** One process for all, or as many executors as are asked for; one at least. */
  private static int expected(SparkConf conf) {
    if (ProcessChecks.isLocal(conf)) {
      return 1;
    }
    int cores = conf.getInt("spark.executor.cores", 1);
    int byCores = Math.max(1, conf.getInt("spark.cores.max", cores) / cores);
    return conf.getInt("spark.executor.instances", byCores);
  }

  private Collection<String> registered() {
    return ProcessChecks.isLocal(spark.getConf())
        ? Set.of()
        : JavaConverters.seqAsJavaList(spark.sc().getExecutorIds());
  }

  private void visitAll(long end) {
    int tasks = slots(spark.sc());
    if (tasks == 0) {
      return;
    }
    List<Integer> numbers = IntStream.range(0, tasks).boxed().toList();
    JavaFutureAction<List<Report>> job =
        spark.parallelize(numbers, tasks).map(visit).collectAsync();
    try {
      job.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS)
          .forEach(report -> reports.put(report.place().name(), report));
    } catch (ExecutionException e) {
      lastFailure = Checkup.oneLine(e);
    } catch (TimeoutException e) {
      job.cancel(true);
      lastFailure = "a task did not end in time";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while executors were visited", e);
    }
  }

  private static int slots(SparkContext spark) {
    return spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while executors were visited", e);
    }
  }

  private List<Report> missing() {
    Set<String> silent = new TreeSet<>(registered());
    silent.removeAll(reports.keySet());
    List<Report> missing = new ArrayList<>();
    for (String executor : silent) {
      missing.add(report(new Place(executor, ""), unanswered()));
    }
    int absent = expected(spark.getConf()) - reports.size() - silent.size();
    if (absent > 0) {
      missing.add(report(Place.driver(""), absent(absent)));
    }
    return missing;
  }

  private static Report report(Place place, Finding finding) {
    return new Report(place, "", List.of(finding));
  }

  private Finding unanswered() {
    return Finding.fail(
        EXECUTORS,
        "no answer in %s s%s".formatted(limit.toSeconds(), failure()),
        "see the executor's log; a native library for another processor ends it without a word"
            + " (FLAN_ND4J_CLASSIFIER)");
  }

  private Finding absent(int absent) {
    int expected = expected(spark.getConf());
    return Finding.fail(
        EXECUTORS,
        "%s of %s are missing after %s s%s"
            .formatted(absent, expected, limit.toSeconds(), failure()),
        "ask for what the cluster has (cores, memory, cards), or wait longer with --seconds; where"
            + " executors end as soon as they start, as on an older Java, their logs say why");
  }

  private String failure() {
    return lastFailure.isEmpty() ? "" : ", last: " + lastFailure;
  }
}
