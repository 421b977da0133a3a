package org.flanspark.data.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flanspark.data.quality.Tables.candidate;
import static org.flanspark.data.quality.Tables.evaluation;
import static org.flanspark.data.quality.Tables.heldOut;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.quality.Evidence.Kind;
import org.flanspark.data.shard.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContaminationIT {
  private static final String QUESTION = "Where did the captain leave his old green boat?";
  private static final String PASSAGE =
      "In the winter of the flood the captain left his old green boat in the yard of the inn.";

  private static final List<Row> TRAINING =
      List.of(
          candidate(
              0, "copied", 0, "in the yard", "WHERE did the captain leave his old green boat"),
          candidate(
              0, "quoted", 0, "no", "Tell me: where did the captain leave his old green boat??"),
          candidate(
              1,
              "part",
              0,
              "",
              "Well, in the winter of the flood, the captain left his old green boat."),
          candidate(
              1,
              "across fields",
              0,
              "",
              "in the winter of the flood the",
              "captain left his old green boat in the"),
          candidate(1, "in the answer", 0, PASSAGE, "What happened?"),
          candidate(1, "nothing", 0, "", "The captain had an old green boat."));

  private static final List<Row> EVALUATION =
      List.of(
          heldOut(2, "question", QUESTION),
          heldOut(2, "question on passage", PASSAGE, QUESTION),
          evaluation(1, "passage", "validation", PASSAGE),
          evaluation(1, "passage again", "test", "So it was. " + PASSAGE),
          evaluation(3, "clean", "test", "Who is the captain?"));

  private static Contamination find(int words) {
    return Contamination.find(Tables.candidates(TRAINING), Tables.evaluation(EVALUATION), words);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void findsWholeInputsAndNgramsWithTheirEvidence(int partitions) {
    try (Contamination contamination =
        Contamination.find(
            Tables.candidates(TRAINING).repartition(partitions),
            Tables.evaluation(EVALUATION).repartition(partitions),
            13)) {
      Dataset<Row> hits = contamination.hits();

      assertThat(hits.schema().fieldNames()).containsExactly(Hits.SCHEMA.fieldNames());
      assertThat(hits.collectAsList().stream().map(Row::toString))
          .containsExactly(
              "[0,copied,2,question,test,true,whole,"
                  + "where did the captain leave his old green boat]",
              "[0,quoted,2,question,test,true,whole,"
                  + "where did the captain leave his old green boat]",
              "[1,part,1,passage again,test,false,n-gram,"
                  + "in the winter of the flood the captain left his old green boat]",
              "[1,part,1,passage,validation,false,n-gram,"
                  + "in the winter of the flood the captain left his old green boat]",
              "[1,part,2,question on passage,test,true,n-gram,"
                  + "in the winter of the flood the captain left his old green boat]");
    }
  }

  @Test
  void sumsUpEachEvaluatedTask() {
    try (Contamination contamination = find(13)) {
      List<TaskVerdict> verdicts = contamination.verdicts();

      assertThat(verdicts).extracting(TaskVerdict::task).containsExactly(1, 2, 3);
      assertThat(verdicts)
          .extracting(TaskVerdict::verdict)
          .containsExactly("contaminated", "contaminated", "clean");
      assertThat(verdicts).extracting(TaskVerdict::checked).containsExactly(2L, 2L, 1L);
      assertThat(verdicts).extracting(TaskVerdict::hit).containsExactly(2L, 2L, 0L);
      assertThat(verdicts)
          .extracting(TaskVerdict::trainingHits)
          .containsExactly(counts(1, 1), counts(0, 2, 1, 1), counts());
      assertThat(verdicts).extracting(TaskVerdict::trainingExamplesHit).containsExactly(1L, 3L, 0L);
      assertThat(verdicts.get(1).evidence())
          .first()
          .isEqualTo(
              new Evidence(
                  0,
                  "copied",
                  2,
                  "question",
                  "test",
                  true,
                  Kind.WHOLE,
                  "where did the captain leave his old green boat"));
      assertThat(verdicts.get(1).evidence())
          .extracting(Evidence::exampleId)
          .containsExactly("copied", "quoted", "part");
      assertThat(verdicts.get(2).evidence()).isEmpty();
    }
  }

  private static SortedMap<Integer, Long> counts(int... tasksAndCounts) {
    SortedMap<Integer, Long> counts = new TreeMap<>();
    for (int i = 0; i < tasksAndCounts.length; i += 2) {
      counts.put(tasksAndCounts[i], (long) tasksAndCounts[i + 1]);
    }
    return counts;
  }

  @Test
  void checksNothingWithoutNgrams() {
    try (Contamination contamination = find(0)) {
      assertThat(contamination.hits().collectAsList()).isEmpty();
      assertThat(contamination.hits().schema().fieldNames())
          .containsExactly(Hits.SCHEMA.fieldNames());
      assertThat(contamination.verdicts()).isEmpty();
    }
  }

  @Test
  void refusesFewerWordsThanNone() {
    assertThatThrownBy(() -> find(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid n-gram: -1 words, expected at least 0");
  }

  @Test
  void refusesMoreThanFitsInMemory() {
    EvaluationIndex index = new EvaluationIndex(new InputSearch(13), 10);

    assertThatThrownBy(() -> index.of(Tables.evaluation(EVALUATION).coalesce(1)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot check for contamination: the evaluation inputs have 19 texts to look for (runs of"
                + " 13 words, and whole inputs), expected at most 10, which take up to 12 bytes each"
                + " in every executor; lower evaluation.max-examples-per-task, or hold out less");
  }

  @Test
  void findsWholeInputsShorterThanAnNgram() {
    try (Contamination contamination = find(50)) {
      assertThat(contamination.hits().collectAsList())
          .extracting(row -> row.getString(1))
          .containsExactly("copied", "quoted");
    }
  }

  /** Every training example has the phrase, and every evaluation record: 250,000 pairs. */
  @Test
  void countsACommonPhraseWithoutPairingAllWithAll() {
    String phrase = "a b c d e f g h i j k l m";
    List<Row> training = new ArrayList<>();
    List<Row> evaluation = new ArrayList<>();
    IntStream.range(1000, 1500)
        .forEach(
            i -> {
              training.add(candidate(0, "t" + i, i, "", phrase + " training " + i));
              evaluation.add(heldOut(1, "e" + i, phrase + " evaluation " + i));
            });
    try (Contamination contamination =
        Contamination.find(Tables.candidates(training), Tables.evaluation(evaluation), 13)) {
      List<Row> hits = contamination.hits().collectAsList();

      assertThat(hits).hasSize(3 * 500);
      assertThat(hits.subList(0, 4))
          .extracting(row -> row.getString(1) + " " + row.getString(3))
          .containsExactly("t1000 e1000", "t1000 e1001", "t1000 e1002", "t1001 e1000");
      TaskVerdict verdict = contamination.verdicts().get(0);
      assertThat(verdict.hit()).isEqualTo(500);
      assertThat(verdict.trainingHits()).isEqualTo(counts(0, 500));
      assertThat(verdict.evidence()).hasSize(5);
    }
  }

  @Test
  void comparesTheTextsWhereHashesAgree() {
    Row asked = RowFactory.create("whole", 7L, "where did he leave it");
    Row collision = RowFactory.create("whole", 7L, "where did she leave it");
    StructType schema =
        new StructType()
            .add("kind", DataTypes.StringType)
            .add("hash", DataTypes.LongType)
            .add("text", DataTypes.StringType);
    SparkSession session = LocalSpark.session();

    assertThat(
            SharedTexts.verified(
                    session.createDataFrame(List.of(asked), schema),
                    session.createDataFrame(List.of(collision), schema))
                .collectAsList())
        .isEmpty();
    assertThat(
            SharedTexts.verified(
                    session.createDataFrame(List.of(asked), schema),
                    session.createDataFrame(List.of(asked), schema))
                .count())
        .isEqualTo(1);
  }

  @Test
  void freesWhatItHeld() {
    SparkContext spark = LocalSpark.session().sparkContext();
    int before = spark.getPersistentRDDs().size();

    find(13).close();

    assertThat(spark.getPersistentRDDs().size()).isEqualTo(before);
  }
}
