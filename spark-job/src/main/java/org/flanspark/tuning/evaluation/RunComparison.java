package org.flanspark.tuning.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.flanspark.config.Normalisation;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.evaluation.answer.PromptRows;
import org.flanspark.tuning.metric.MeanAndDeviation;
import org.jspecify.annotations.Nullable;

/**
 * The tuned models of two runs on the prompts that both were asked: the same examples, in the words
 * of the same templates. Options are ranked by the first run's normalisation in both.
 *
 * @param first folder of the run that the other is held against
 * @param second folder of the other run
 * @param confidence of the intervals
 * @param rows clusters, each with its tasks, sorted by name
 * @param difference the second's mean over the clusters less the first's
 * @param leftOut tasks that one of the runs has no answers to, or no right to a number of
 */
public record RunComparison(
    String first,
    String second,
    double confidence,
    List<ClusterRow> rows,
    double difference,
    Set<String> leftOut) {
  private static final String FIRST = "first";
  private static final String SECOND = "second";
  private static final long SEED = 42;

  public RunComparison {
    rows = List.copyOf(rows);
    leftOut = Set.copyOf(leftOut);
  }

  /**
   * A task, or the mean over a cluster's.
   *
   * @param prompts that both were asked
   * @param gain of the second over the first
   */
  public record Compared(String name, long prompts, double first, double second, Gain gain) {}

  /** A cluster with its tasks. */
  public record ClusterRow(Compared cluster, List<Compared> tasks) {
    public ClusterRow {
      tasks = List.copyOf(tasks);
    }
  }

  /**
   * Compares two runs.
   *
   * @throws DataException where one was not evaluated, or they have no prompt in common
   */
  public static RunComparison of(SparkSession spark, String first, String second) {
    ComparedRun one = ComparedRun.open(spark, first);
    ComparedRun other = ComparedRun.open(spark, second);
    Dataset<Row> shared =
        sharedWith(one, other)
            .withColumn(Replicates.MODEL, lit(FIRST))
            .unionByName(sharedWith(other, one).withColumn(Replicates.MODEL, lit(SECOND)))
            .cache();
    try {
      return of(one, other, shared);
    } finally {
      shared.unpersist();
    }
  }

  /** The prompts of one run that the other was asked too. */
  private static Dataset<Row> sharedWith(ComparedRun run, ComparedRun other) {
    String[] prompt = {
      PromptRows.TASK,
      PromptRows.EXAMPLE_ID,
      PromptRows.STYLE,
      PromptRows.SHOTS,
      PromptRows.TEMPLATE
    };
    return run.predictions().join(other.predictions(), prompt, "left_semi");
  }

  private static RunComparison of(ComparedRun first, ComparedRun second, Dataset<Row> shared) {
    List<Replicates> replicates =
        ofMainAsking(
            Replicates.of(shared, Normalisation.named(first.results().normalisation()), SEED));
    if (replicates.isEmpty()) {
      throw new DataException(
          "Cannot compare %s with %s: no test prompt was asked in both"
              .formatted(first.folder(), second.folder()));
    }
    double confidence = first.results().confidence();
    Certainties certainties =
        Certainties.of(replicates, new Certainties.Pair(SECOND, FIRST), confidence);
    List<ClusterRow> rows = new Side(replicates, certainties, prompts(shared)).clusters();
    return new RunComparison(
        first.folder(),
        second.folder(),
        confidence,
        rows,
        MeanAndDeviation.mean(rows.stream().map(row -> row.cluster().gain().difference()).toList()),
        leftOut(first, second, certainties.tasks().keySet()));
  }

  private static List<Replicates> ofMainAsking(List<Replicates> replicates) {
    Optional<Asking> main = Asking.main(replicates.stream().map(Replicates::asking));
    return replicates.stream()
        .filter(found -> main.filter(found.asking()::equals).isPresent())
        .toList();
  }

  /** The prompts of each task, which are as many in both runs. */
  private static Map<String, Long> prompts(Dataset<Row> shared) {
    return shared
        .filter(col(Replicates.MODEL).equalTo(FIRST))
        .groupBy(PromptRows.TASK)
        .count()
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)));
  }

  private static Set<String> leftOut(ComparedRun first, ComparedRun second, Set<String> compared) {
    Set<String> tasks =
        Stream.of(first, second)
            .flatMap(run -> run.results().tasks().stream())
            .map(TaskResult::task)
            .collect(Collectors.toCollection(TreeSet::new));
    Stream.of(first, second)
        .flatMap(run -> run.results().withheld().stream())
        .forEach(verdict -> tasks.add(verdict.task()));
    tasks.removeAll(compared);
    return tasks;
  }

  /** The names of tasks and clusters with what is known of them. */
  private record Side(
      List<Replicates> replicates, Certainties certainties, Map<String, Long> prompts) {
    List<ClusterRow> clusters() {
      return certainties.clusters().keySet().stream().map(this::cluster).toList();
    }

    private ClusterRow cluster(String cluster) {
      List<Replicates> ofCluster =
          replicates.stream().filter(found -> found.cluster().equals(cluster)).toList();
      List<String> tasks = ofCluster.stream().map(Replicates::task).distinct().sorted().toList();
      return new ClusterRow(
          compared(cluster, tasks, certainties.clusters().get(cluster)),
          tasks.stream()
              .map(task -> compared(task, List.of(task), certainties.tasks().get(task)))
              .toList());
    }

    private Compared compared(String name, List<String> tasks, @Nullable Certainty certainty) {
      Gain gain = certainty == null ? null : certainty.gain();
      return new Compared(
          name,
          tasks.stream().mapToLong(task -> prompts.getOrDefault(task, 0L)).sum(),
          mean(tasks, FIRST),
          mean(tasks, SECOND),
          Objects.requireNonNull(gain));
    }

    private double mean(List<String> tasks, String model) {
      return MeanAndDeviation.mean(
          replicates.stream()
              .filter(found -> found.model().equals(model) && tasks.contains(found.task()))
              .map(Replicates::value)
              .toList());
    }
  }
}
