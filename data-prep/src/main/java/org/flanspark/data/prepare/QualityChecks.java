package org.flanspark.data.prepare;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.flanspark.config.RunConfig;
import org.flanspark.data.rendered.Use;

/** The station that finds the training records which are to be left out. */
final class QualityChecks {
  private final RunConfig config;
  private final ChosenTasks chosen;
  private final Executors executors;
  private final Station station;

  QualityChecks(RunConfig config, ChosenTasks chosen, Executors executors, Station station) {
    this.config = config;
    this.chosen = chosen;
    this.executors = executors;
    this.station = station;
  }

  /**
   * What is left out of the records that may be drawn.
   *
   * @param ranked the records that may be drawn: a table of {@link Candidates}
   * @param draws which of them are asked about
   */
  Quality of(Candidates candidates, Dataset<Row> ranked, Draws draws) {
    Dataset<Row> training =
        ranked.where(functions.col(Candidates.USE).equalTo(Use.TRAINING.name()));
    Dataset<Row> exclusions = executors.session().createDataFrame(List.of(), Exclusions.SCHEMA);
    if (config.mixture().forget() != null) {
      exclusions =
          exclusions.union(
              ForgetList.exclusions(executors.session(), config.mixture().forget(), training));
    }
    exclusions = exclusions.persist(StorageLevel.MEMORY_AND_DISK());
    station.done("quality", chosen.roles().size() + " tasks");
    return new Quality(exclusions, counts(exclusions), List.of());
  }

  private static Map<Integer, Map<String, Long>> counts(Dataset<Row> exclusions) {
    Map<Integer, Map<String, Long>> counts = new TreeMap<>();
    exclusions
        .groupBy(Exclusions.TASK, Exclusions.REASON)
        .count()
        .collectAsList()
        .forEach(
            row ->
                counts
                    .computeIfAbsent(row.getInt(0), none -> new TreeMap<>())
                    .put(row.getString(1), row.getLong(2)));
    return counts;
  }
}
