package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.flanspark.data.mixture.Cut;
import org.flanspark.data.mixture.Draw;

/**
 * The station that decides which records are drawn. Only hashes are sorted, and only the places of
 * the cuts come to the driver; each record then knows by its own hash how often it is drawn.
 *
 * @param byUse for each use and task id
 */
record Draws(Map<Use, Map<Integer, Draw>> byUse) implements Serializable {
  private static final String RANK = "rank";

  private record Place(int task, String split, long rank) {}

  Draws {
    byUse = Map.copyOf(byUse);
  }

  /** The draws that meet the demand. */
  static Draws of(Demand demand, Dataset<Row> records) {
    Map<Place, Cut> cuts = findCuts(demand, records);
    Map<Use, Map<Integer, Draw>> byUse = new TreeMap<>();
    for (Demand.Wanted wanted : demand.wanted()) {
      Draw draw =
          new Draw(
              cut(wanted, wanted.kept(), cuts),
              wanted.fullPasses(),
              cut(wanted, wanted.remainder(), cuts));
      byUse.computeIfAbsent(wanted.use(), none -> new HashMap<>()).put(wanted.task(), draw);
    }
    return new Draws(byUse);
  }

  /** How often a record is drawn for a use. */
  int times(Use use, int task, long order, String exampleId) {
    return byUse.getOrDefault(use, Map.of()).getOrDefault(task, Draw.NONE).times(order, exampleId);
  }

  private static Cut cut(Demand.Wanted wanted, long rank, Map<Place, Cut> cuts) {
    if (rank == 0) {
      return Cut.BEFORE_ALL;
    }
    if (rank >= wanted.available()) {
      return Cut.AFTER_ALL;
    }
    Cut cut = cuts.get(new Place(wanted.task(), wanted.use().split(), rank));
    if (cut == null) {
      throw new IllegalStateException("Cannot find rank " + rank + " of " + wanted);
    }
    return cut;
  }

  private static Map<Place, Cut> findCuts(Demand demand, Dataset<Row> records) {
    Column sought = functions.lit(false);
    boolean any = false;
    for (Demand.Wanted wanted : demand.wanted()) {
      for (long rank : List.of(wanted.kept(), wanted.remainder())) {
        if (rank > 0 && rank < wanted.available()) {
          sought = sought.or(at(wanted, rank));
          any = true;
        }
      }
    }
    return any ? findCuts(sought, records) : Map.of();
  }

  private static Column at(Demand.Wanted wanted, long rank) {
    return functions
        .col(Records.TASK)
        .equalTo(wanted.task())
        .and(functions.col(Records.SPLIT).equalTo(wanted.use().split()))
        .and(functions.col(RANK).equalTo(rank));
  }

  private static Map<Place, Cut> findCuts(Column sought, Dataset<Row> records) {
    Map<Place, Cut> cuts = new HashMap<>();
    records
        .where(functions.col(Records.REASON).isNull())
        .select(Records.TASK, Records.SPLIT, Records.ORDER, Records.EXAMPLE_ID)
        .withColumn(
            RANK,
            functions
                .row_number()
                .over(
                    Window.partitionBy(Records.TASK, Records.SPLIT)
                        .orderBy(Records.ORDER, Records.EXAMPLE_ID)))
        .where(sought)
        .collectAsList()
        .forEach(
            row ->
                cuts.put(
                    new Place(row.getInt(0), row.getString(1), row.getInt(4)),
                    new Cut(row.getLong(2), row.getString(3))));
    return cuts;
  }
}
