package org.flanspark.data.quality;

import static org.flanspark.data.quality.Texts.columns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Counts what was found, for each evaluated task; as many rows come here as there are tasks. */
final class Verdicts {
  /** Samples for one evaluated task. */
  private static final int MAX_EVIDENCES = 5;

  private Verdicts() {}

  /**
   * @param evaluation all evaluation records
   * @param inEvaluation the texts of theirs that training examples hold
   * @param pairs who shares a text with whom
   */
  static List<TaskVerdict> of(
      Dataset<Row> evaluation, Dataset<Row> inEvaluation, Dataset<Row> pairs) {
    SortedMap<Integer, Long> checked = counts(evaluation.groupBy(Texts.TASK).count());
    Map<Integer, Long> hit = hit(inEvaluation);
    Map<Integer, SortedMap<Integer, Long>> trainingHits = trainingHits(pairs);
    Map<Integer, List<Evidence>> evidence = evidence(pairs);
    List<TaskVerdict> verdicts = new ArrayList<>();
    checked.forEach(
        (task, records) ->
            verdicts.add(
                new TaskVerdict(
                    task,
                    records,
                    hit.getOrDefault(task, 0L),
                    trainingHits.getOrDefault(task, new TreeMap<>()),
                    evidence.getOrDefault(task, List.of()))));
    return List.copyOf(verdicts);
  }

  private static SortedMap<Integer, Long> hit(Dataset<Row> inEvaluation) {
    return counts(
        inEvaluation
            .select(Hits.EVALUATION_TASK, Hits.EVALUATION_SPLIT, Hits.EVALUATION_ID)
            .distinct()
            .groupBy(Hits.EVALUATION_TASK)
            .count());
  }

  private static Map<Integer, SortedMap<Integer, Long>> trainingHits(Dataset<Row> pairs) {
    Map<Integer, SortedMap<Integer, Long>> hits = new HashMap<>();
    pairs
        .groupBy(Hits.EVALUATION_TASK, Texts.TASK)
        .agg(functions.countDistinct(Texts.EXAMPLE_ID))
        .collectAsList()
        .forEach(
            row ->
                hits.computeIfAbsent(row.getInt(0), none -> new TreeMap<>())
                    .put(row.getInt(1), row.getLong(2)));
    return hits;
  }

  private static Map<Integer, List<Evidence>> evidence(Dataset<Row> pairs) {
    Column[] order = {
      Hits.wholeFirst(),
      functions.col(Texts.TASK),
      functions.col(Texts.EXAMPLE_ID),
      functions.col(Hits.EVALUATION_SPLIT),
      functions.col(Hits.EVALUATION_ID)
    };
    Map<Integer, List<Evidence>> evidence = new HashMap<>();
    SharedTexts.first(MAX_EVIDENCES, pairs, columns(Hits.EVALUATION_TASK), order)
        .orderBy(order)
        .collectAsList()
        .forEach(
            row ->
                evidence
                    .computeIfAbsent(row.getAs(Hits.EVALUATION_TASK), none -> new ArrayList<>())
                    .add(Hits.evidence(row)));
    return evidence;
  }

  private static SortedMap<Integer, Long> counts(Dataset<Row> counted) {
    SortedMap<Integer, Long> counts = new TreeMap<>();
    counted.collectAsList().forEach(row -> counts.put(row.getInt(0), row.getLong(1)));
    return counts;
  }
}
