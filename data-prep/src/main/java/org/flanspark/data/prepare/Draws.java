package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.flanspark.data.mixture.Cut;
import org.flanspark.data.mixture.Draw;
import org.flanspark.data.rendered.Use;

/**
 * The station that decides which records are drawn. Only their places in the order are sorted, and
 * only those of the cuts come to the driver; each record then knows by its own place how often it
 * is drawn.
 *
 * @param byUse for each use and task id
 */
record Draws(Map<Use, Map<Integer, Draw>> byUse) implements Serializable {
  private record Place(int task, String use, long rank) {}

  Draws {
    byUse = Map.copyOf(byUse);
  }

  /**
   * The draws that meet the demand.
   *
   * @param candidates a table of {@link Candidates}, with the ranks of what has cuts
   */
  static Draws of(Demand demand, Dataset<Row> candidates) {
    Map<Place, Cut> cuts = findCuts(demand, candidates);
    Map<Use, Map<Integer, Draw>> byUse = new EnumMap<>(Use.class);
    for (Demand.Part part : demand.parts()) {
      Draw draw =
          new Draw(
              cut(part, part.kept(), cuts), part.fullPasses(), cut(part, part.remainder(), cuts));
      byUse.computeIfAbsent(part.use(), none -> new HashMap<>()).put(part.task(), draw);
    }
    return new Draws(byUse);
  }

  /** How often a record is drawn for a use. */
  int times(Use use, int task, long order, String exampleId) {
    return byUse.getOrDefault(use, Map.of()).getOrDefault(task, Draw.NONE).times(order, exampleId);
  }

  private static Cut cut(Demand.Part part, long rank, Map<Place, Cut> cuts) {
    if (rank == 0) {
      return Cut.BEFORE_ALL;
    }
    // Where records were rejected while they were rendered there are fewer than the rank.
    return rank >= part.available()
        ? Cut.AFTER_ALL
        : cuts.getOrDefault(new Place(part.task(), part.use().name(), rank), Cut.AFTER_ALL);
  }

  private static Map<Place, Cut> findCuts(Demand demand, Dataset<Row> candidates) {
    return demand.parts().stream()
        .flatMap(part -> part.cuts().stream().map(rank -> at(part, rank)))
        .reduce(Column::or)
        .map(sought -> findCuts(sought, candidates))
        .orElse(Map.of());
  }

  private static Column at(Demand.Part part, long rank) {
    return Candidates.isOf(part.task(), part.use())
        .and(functions.col(Candidates.RANK).equalTo(rank));
  }

  private static Map<Place, Cut> findCuts(Column sought, Dataset<Row> candidates) {
    Map<Place, Cut> cuts = new HashMap<>();
    candidates
        .where(sought)
        .select(
            Candidates.TASK,
            Candidates.USE,
            Candidates.ORDER,
            Candidates.EXAMPLE_ID,
            Candidates.RANK)
        .collectAsList()
        .forEach(
            row ->
                cuts.put(
                    new Place(row.getInt(0), row.getString(1), row.getInt(4)),
                    new Cut(row.getLong(2), row.getString(3))));
    return cuts;
  }
}
