package org.flanspark.data.prepare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.flanspark.config.RunConfig;
import org.flanspark.data.mixture.Rates;
import org.flanspark.data.rendered.RenderedFacts;
import org.flanspark.data.rendered.Use;
import org.flanspark.data.shard.PreparedFolder;

/**
 * The station that decides what is drawn. Quality comes before the mixture: a record that is left
 * out makes room for the next one by order. So somewhat more records are looked at than are drawn,
 * and twice as many each time that proves too few; how many depends on the data and settings alone,
 * never on what happens to be rendered already.
 */
final class Selections {
  private final ChosenTasks chosen;
  private final RunConfig config;
  private final RenderedStore store;
  private final Executors executors;
  private final Station station;

  Selections(
      ChosenTasks chosen,
      RunConfig config,
      RenderedStore store,
      Executors executors,
      Station station) {
    this.chosen = chosen;
    this.config = config;
    this.store = store;
    this.executors = executors;
    this.station = station;
  }

  /** What is drawn; more is rendered where that is needed. */
  Selection of(List<TaskWork> works, List<RenderedFacts> rendered) {
    List<TaskWork> current = new ArrayList<>(works);
    List<RenderedFacts> facts = rendered;
    for (int attempt = 0; ; attempt++) {
      Map<String, Double> meanTokens = meanTokens(current, facts);
      Demand demand = Demand.of(chosen, facts, Map.of(), meanTokens, config);
      if (raise(current, facts, demand, attempt)) {
        facts = store.obtain(current);
      }
      Selection selection = select(current, facts, demand, meanTokens, attempt);
      if (isEnough(selection, demand, attempt)) {
        station.done("draw", drawn(selection.demand()));
        return selection;
      }
      selection.close();
    }
  }

  /** Whether more has to be rendered than there is. */
  private static boolean raise(
      List<TaskWork> works, List<RenderedFacts> facts, Demand demand, int attempt) {
    works.replaceAll(work -> work.wanting(work.wanted().or(demand.wanted(work.id(), attempt))));
    return works.stream().anyMatch(work -> !work.wanted().isMetBy(facts.get(work.id())));
  }

  private Selection select(
      List<TaskWork> works,
      List<RenderedFacts> facts,
      Demand wanted,
      Map<String, Double> meanTokens,
      int attempt) {
    Candidates candidates = new Candidates(executors.session(), works, facts);
    Dataset<Row> ranked =
        Candidates.ranked(candidates.records(), isParted(wanted, attempt))
            .where(inWindow(wanted, attempt))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Quality quality =
          new QualityChecks(config, chosen, executors, station)
              .of(candidates, ranked, Draws.of(wanted, ranked));
      Map<Integer, Long> lost = new HashMap<>();
      quality.excluded().keySet().forEach(task -> lost.put(task, quality.lost(task)));
      Demand demand = Demand.of(chosen, facts, lost, meanTokens, config);
      Draws draws = Draws.of(demand, without(quality, ranked, demand));
      return new Selection(works, facts, demand, draws, quality, tokens(demand, ranked));
    } finally {
      ranked.unpersist();
    }
  }

  /** Of the tasks and uses that not all records are looked at or drawn of as often. */
  private static Column isParted(Demand demand, int attempt) {
    return any(
        demand.parts().stream()
            .filter(part -> !part.cuts().isEmpty() || part.window(attempt) < part.available())
            .map(part -> Candidates.isOf(part.task(), part.use())));
  }

  private static Column inWindow(Demand demand, int attempt) {
    Stream<Column> windows =
        demand
            .training()
            .map(
                part ->
                    Candidates.isOf(part.task(), part.use())
                        .and(Candidates.isAmongFirst(part.window(attempt))));
    return functions.not(Candidates.isFor(Use.TRAINING)).or(any(windows));
  }

  private static Column any(Stream<Column> conditions) {
    return conditions.reduce(functions.lit(false), Column::or);
  }

  /** What is left, ranked anew where anything was left out. */
  private static Dataset<Row> without(Quality quality, Dataset<Row> ranked, Demand demand) {
    if (quality.excluded().isEmpty()) {
      return ranked;
    }
    Dataset<Row> excluded =
        quality
            .exclusions()
            .select(
                functions.col(Exclusions.TASK).as("excluded_task"),
                functions.col(Exclusions.EXAMPLE_ID).as("excluded_id"));
    return Candidates.ranked(
        ranked.join(
            excluded,
            Candidates.isFor(Use.TRAINING)
                .and(functions.col(Candidates.TASK).equalTo(functions.col("excluded_task")))
                .and(functions.col(Candidates.EXAMPLE_ID).equalTo(functions.col("excluded_id"))),
            "left_anti"),
        any(
            demand.parts().stream()
                .filter(part -> !part.cuts().isEmpty())
                .map(part -> Candidates.isOf(part.task(), part.use()))));
  }

  /**
   * Whether what is left of the records that were looked at is as much as is drawn, or there are no
   * more to look at.
   *
   * @param before the demand that the look was for
   */
  private static boolean isEnough(Selection selection, Demand before, int attempt) {
    Map<Integer, Demand.Part> looks = new HashMap<>();
    before.training().forEach(part -> looks.put(part.task(), part));
    return selection
        .demand()
        .training()
        .allMatch(
            part -> {
              Demand.Part look = looks.getOrDefault(part.task(), part);
              long window = look.window(attempt);
              return window >= look.available()
                  || window - selection.quality().lost(part.task()) >= part.used();
            });
  }

  /** Mean tokens of the examples that one pass takes, by task; empty where nobody asks for them. */
  private Map<String, Double> meanTokens(List<TaskWork> works, List<RenderedFacts> facts) {
    if (config.mixture().tokens() == null) {
      return Map.of();
    }
    Rates rates = Demand.rates(config);
    Map<Integer, Long> onePass = new HashMap<>();
    for (TaskWork work : works) {
      long records = facts.get(work.id()).accepted(PreparedFolder.TRAIN);
      onePass.put(work.id(), rates.onePass(records));
    }
    Dataset<Row> ranked =
        Candidates.ranked(
            new Candidates(executors.session(), works, facts).records(),
            Candidates.isFor(Use.TRAINING));
    Column within =
        any(
            onePass.entrySet().stream()
                .map(
                    task ->
                        Candidates.isOf(task.getKey(), Use.TRAINING)
                            .and(Candidates.isAmongFirst(task.getValue()))));
    Map<String, Double> byName = new HashMap<>();
    meanTokens(ranked.where(within))
        .forEach((task, mean) -> byName.put(works.get(task).task().name(), mean));
    return byName;
  }

  private static Map<Integer, Double> meanTokens(Dataset<Row> ranked) {
    Map<Integer, Double> means = new HashMap<>();
    ranked
        .where(Candidates.isFor(Use.TRAINING))
        .groupBy(Candidates.TASK)
        .agg(functions.avg(Candidates.TOKENS))
        .collectAsList()
        .forEach(row -> means.put(row.getInt(0), row.getDouble(1)));
    return means;
  }

  /** Positions that the training examples take if those drawn are as long as those looked at. */
  private static long tokens(Demand demand, Dataset<Row> ranked) {
    Map<Integer, Double> means = meanTokens(ranked);
    return Math.round(
        demand
            .training()
            .mapToDouble(part -> part.drawn() * means.getOrDefault(part.task(), 0.0))
            .sum());
  }

  private static String drawn(Demand demand) {
    long training = demand.training().mapToLong(Demand.Part::drawn).sum();
    return "%s training examples of %s tasks".formatted(training, demand.shares().size());
  }
}
