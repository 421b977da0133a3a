package org.flanspark.data.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.flanspark.config.Duplicates;
import org.flanspark.config.QualityConfig;
import org.flanspark.config.RunConfig;
import org.flanspark.data.quality.Contamination;
import org.flanspark.data.quality.NearDuplicates;
import org.flanspark.data.quarantine.Reason;
import org.flanspark.data.rendered.Use;
import org.flanspark.data.shard.PreparedFolder;

/** The station that finds the training records which are to be left out. */
final class QualityChecks {
  /** Where a record is left out for several reasons, the first of these stands. */
  private static final List<Reason> BY_WEIGHT =
      List.of(Reason.FORGOTTEN, Reason.CONTAMINATED, Reason.DUPLICATE, Reason.NEAR_DUPLICATE);

  private static final int LONGEST_EVIDENCE = 300;

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
   * @throws org.flanspark.data.shard.DataException where training holds what is asked about, and
   *     that is to fail
   */
  Quality of(Candidates candidates, Dataset<Row> ranked, Draws draws) {
    Dataset<Row> training = ranked.where(Candidates.isFor(Use.TRAINING));
    Column among = isAmong(training);
    Dataset<Row> texts = candidates.trainingTexts().where(among);
    List<Dataset<Row>> found = new ArrayList<>();
    if (config.mixture().forget() != null) {
      found.add(ForgetList.exclusions(executors.session(), config.mixture().forget(), training));
    }
    found.addAll(duplicates(candidates.trainingFingerprints().where(among), texts));
    ContaminationCheck.Found contamination = contamination(candidates, texts, draws);
    contamination.exclusions().ifPresent(found::add);
    Dataset<Row> exclusions = oneReasonEach(found).persist(StorageLevel.MEMORY_AND_DISK());
    Map<Integer, Map<String, Long>> counts = counts(exclusions);
    station.done("quality", summary(counts));
    return new Quality(exclusions, counts, contamination.verdicts(), contamination);
  }

  /** The records of a task that may be drawn are the first by order, so the last one's decides. */
  private static Column isAmong(Dataset<Row> training) {
    Column among = functions.lit(false);
    for (Row last :
        training.groupBy(Candidates.TASK).agg(functions.max(Candidates.ORDER)).collectAsList()) {
      among =
          among.or(
              functions
                  .col(Candidates.TASK)
                  .equalTo(last.getInt(0))
                  .and(functions.col(Candidates.ORDER).leq(last.getLong(1))));
    }
    return among;
  }

  private List<Dataset<Row>> duplicates(Dataset<Row> fingerprints, Dataset<Row> texts) {
    QualityConfig quality = config.quality();
    List<Dataset<Row>> found = new ArrayList<>();
    if (quality.duplicates() != Duplicates.NONE) {
      found.add(
          exclusions(
              org.flanspark.data.quality.Duplicates.find(fingerprints),
              Reason.DUPLICATE,
              functions.concat(
                  functions.lit("the same as "),
                  functions.col(org.flanspark.data.quality.Duplicates.KEPT_ID))));
    }
    if (quality.duplicates() == Duplicates.NEAR) {
      found.add(
          exclusions(
              NearDuplicates.find(
                  texts, quality.nearDuplicateSimilarity(), config.mixture().seed()),
              Reason.NEAR_DUPLICATE,
              functions.concat(
                  functions.lit("like "),
                  functions.col(org.flanspark.data.quality.Duplicates.KEPT_ID),
                  functions.lit(", similarity "),
                  functions.format_number(functions.col(NearDuplicates.SIMILARITY), 3))));
    }
    return found;
  }

  private ContaminationCheck.Found contamination(
      Candidates candidates, Dataset<Row> texts, Draws draws) {
    QualityConfig quality = config.quality();
    if (quality.contaminationNgram() == 0) {
      return ContaminationCheck.Found.NOTHING;
    }
    Dataset<Row> evaluation =
        candidates
            .evaluationTexts()
            .filter((FilterFunction<Row>) row -> isAskedAbout(row, draws))
            .persist(StorageLevel.MEMORY_AND_DISK());
    Contamination contamination =
        Contamination.find(bothWays(texts), evaluation, quality.contaminationNgram());
    return new ContaminationCheck(chosen, quality.onContamination()).of(contamination, evaluation);
  }

  /**
   * Of a task that is evaluated the other way round too, the answers are inputs as well: whoever
   * was trained on a sentence's translation has seen both.
   */
  private Dataset<Row> bothWays(Dataset<Row> texts) {
    List<Integer> reversed = chosen.reversed();
    return reversed.isEmpty()
        ? texts
        : texts.unionByName(
            texts
                .where(functions.col(Candidates.TASK).isin(reversed.toArray()))
                .withColumn(Candidates.INPUTS, functions.array(functions.col(Candidates.ANSWER)))
                .withColumn(Candidates.ANSWER, functions.lit("")));
  }

  private static boolean isAskedAbout(Row row, Draws draws) {
    String split = row.getAs(Candidates.SPLIT);
    Use use = split.equals(PreparedFolder.TEST) ? Use.TEST_PROMPTS : Use.VALIDATION_PROMPTS;
    return draws.times(
            use,
            row.<Integer>getAs(Candidates.TASK),
            row.<Long>getAs(Candidates.ORDER),
            row.getAs(Candidates.EXAMPLE_ID))
        > 0;
  }

  static Dataset<Row> exclusions(Dataset<Row> records, Reason reason, Column evidence) {
    return records.select(
        functions.col(Exclusions.TASK),
        functions.col(Exclusions.EXAMPLE_ID),
        functions.lit(reason.code()).as(Exclusions.REASON),
        functions.substring(evidence, 1, LONGEST_EVIDENCE).as(Exclusions.EVIDENCE));
  }

  private Dataset<Row> oneReasonEach(List<Dataset<Row>> found) {
    Dataset<Row> all = executors.session().createDataFrame(List.of(), Exclusions.SCHEMA);
    for (Dataset<Row> some : found) {
      all = all.unionByName(some);
    }
    Column weight = functions.lit(BY_WEIGHT.size());
    for (int i = 0; i < BY_WEIGHT.size(); i++) {
      weight =
          functions
              .when(functions.col(Exclusions.REASON).equalTo(BY_WEIGHT.get(i).code()), i)
              .otherwise(weight);
    }
    return all.groupBy(Exclusions.TASK, Exclusions.EXAMPLE_ID)
        .agg(
            functions
                .min(
                    functions.struct(
                        weight.as("weight"),
                        functions.col(Exclusions.REASON),
                        functions.col(Exclusions.EVIDENCE)))
                .as("first"))
        .select(Exclusions.TASK, Exclusions.EXAMPLE_ID, "first.reason", "first.evidence");
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

  private static String summary(Map<Integer, Map<String, Long>> counts) {
    Map<String, Long> sums = new TreeMap<>();
    counts.values().forEach(task -> task.forEach((reason, n) -> sums.merge(reason, n, Long::sum)));
    return sums.isEmpty() ? "nothing left out" : "left out " + sums;
  }
}
