package org.flanspark.data.quality;

import static org.flanspark.data.quality.Texts.columns;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * Which training candidates hold text of evaluation inputs: the whole input, or an n-gram of it
 * (see {@link InputSearch}).
 *
 * <pre>
 * evaluation -&gt; hashes -&gt; index, broadcast
 * training   -&gt; texts whose hash is indexed -&gt; their hashes -&gt; index, broadcast
 * evaluation -&gt; texts whose hash is in that one
 * join both by the text itself -&gt; pairs -&gt; hits, verdicts
 * </pre>
 *
 * <p>Only texts with a twin travel, and none comes to the driver but the verdicts' samples. What is
 * found is persisted, since the hits and the verdicts both come from it: close it after use.
 */
public final class Contamination implements AutoCloseable {
  /** N-grams and whole inputs that may be looked for: two thirds of a gigabyte of hashes. */
  public static final int MAX_NGRAMS = 64_000_000;

  /** Evidences for one training example. */
  public static final int MAX_EVIDENCES = 3;

  private final Dataset<Row> evaluation;
  private final Dataset<Row> inTraining;
  private final Dataset<Row> inEvaluation;
  private final List<Broadcast<?>> indexes;

  private Contamination(
      Dataset<Row> evaluation,
      Dataset<Row> inTraining,
      Dataset<Row> inEvaluation,
      List<Broadcast<?>> indexes) {
    this.evaluation = evaluation;
    this.inTraining = inTraining;
    this.inEvaluation = inEvaluation;
    this.indexes = List.copyOf(indexes);
  }

  /**
   * Searches, at once. The training candidates are read once and cost about 60 ns a word; the
   * evaluation records are read a few times: persist these if they are dear.
   *
   * @param training rows of {@link Texts#CANDIDATES}
   * @param evaluation rows of {@link Texts#EVALUATION}
   * @param words in an n-gram; with 0 nothing is checked, and there is neither hit nor verdict
   * @throws org.flanspark.data.shard.DataException where the evaluation inputs have more than
   *     {@link #MAX_NGRAMS}
   */
  public static Contamination find(Dataset<Row> training, Dataset<Row> evaluation, int words) {
    if (words < 0) {
      throw new IllegalArgumentException(
          "Invalid n-gram: %s words, expected at least 0".formatted(words));
    }
    EvaluationIndex index = new EvaluationIndex(new InputSearch(words), MAX_NGRAMS);
    return words == 0
        ? find(training.limit(0), evaluation.limit(0), index)
        : find(training, evaluation, index);
  }

  private static Contamination find(
      Dataset<Row> training, Dataset<Row> evaluation, EvaluationIndex index) {
    JavaSparkContext spark = new JavaSparkContext(training.sparkSession().sparkContext());
    InputSearch search = index.search();
    Broadcast<InputIndex> sought = spark.broadcast(index.of(evaluation));
    Dataset<Row> inTraining =
        SharedTexts.inTraining(training, search, sought).persist(StorageLevel.MEMORY_AND_DISK());
    Broadcast<HashIndex> seen = spark.broadcast(SharedTexts.hashes(inTraining));
    Dataset<Row> inEvaluation =
        SharedTexts.inEvaluation(evaluation, search, seen, inTraining)
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new Contamination(evaluation, inTraining, inEvaluation, List.of(sought, seen));
  }

  /**
   * The hits, at most {@value #MAX_EVIDENCES} for a training example, each with another evaluation
   * record: whole inputs first, then by evaluation task, split and example id. The table is sorted
   * by training task and example id, and so on.
   *
   * @return rows of {@link Hits#SCHEMA}
   */
  public Dataset<Row> hits() {
    Column[] example = columns(Texts.TASK, Texts.EXAMPLE_ID);
    Column[] order = {
      Hits.wholeFirst(),
      functions.col(Hits.EVALUATION_TASK),
      functions.col(Hits.EVALUATION_SPLIT),
      functions.col(Hits.EVALUATION_ID)
    };
    return SharedTexts.first(
            MAX_EVIDENCES, SharedTexts.pairs(inTraining, inEvaluation), example, order)
        .orderBy(example[0], example[1], order[0], order[1], order[2], order[3]);
  }

  /** A verdict for each evaluated task, by its index; counted by Spark, not from the hits. */
  public List<TaskVerdict> verdicts() {
    return Verdicts.of(evaluation, inEvaluation, SharedTexts.pairs(inTraining, inEvaluation));
  }

  /** Frees what was persisted; hits that were not read by then cannot be read any more. */
  @Override
  public void close() {
    inTraining.unpersist();
    inEvaluation.unpersist();
    indexes.forEach(Broadcast::destroy);
  }
}
