package org.flanspark.data.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.quality.Evidence.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** GSM8K and its chain-of-thought edition in FLAN v2, where {@code shared/data} is there. */
class RealTextsIT {
  private static final int GSM8K = 0;
  private static final int COT_GSM8K = 1;

  private final Optional<Path> data =
      Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
          .map(folder -> folder.resolve("shared/data"))
          .filter(folder -> Files.isRegularFile(folder.resolve("cot_gsm8k/train.jsonl")))
          .findFirst();

  @BeforeEach
  void skipWithoutData() {
    assumeThat(data).as("shared/data with gsm8k and cot_gsm8k beside the repository").isPresent();
  }

  private Dataset<Row> texts(int task, String name, String... inputs) {
    return LocalSpark.session()
        .read()
        .json(data.orElseThrow().resolve(name).resolve("train.jsonl").toString())
        .withColumn(
            Texts.EXAMPLE_ID,
            functions.concat(
                functions.lit(name + "/"), functions.sha2(functions.col("question"), 256)))
        .select(
            functions.lit(task).as(Texts.TASK),
            functions.col(Texts.EXAMPLE_ID),
            functions.xxhash64(functions.col(Texts.EXAMPLE_ID)).as(Texts.ORDER),
            functions.array(Texts.columns(inputs)).as(Texts.INPUTS),
            functions.col("answer").as(Texts.ANSWER),
            functions.lit("test").as(Texts.SPLIT),
            functions.lit(true).as(Texts.HELD_OUT));
  }

  /**
   * 5,657 of the 7,473 questions are equal byte for byte; the others differ by a blank after a full
   * stop, or the like. Counted by a script in another language too.
   */
  @Test
  void findsEveryQuestionOfGsm8kInItsChainOfThoughtEdition() {
    Dataset<Row> training = texts(COT_GSM8K, "cot_gsm8k", "question", "rationale");
    Dataset<Row> evaluation = texts(GSM8K, "gsm8k", "question");

    assertThat(
            training.selectExpr("inputs[0]").intersect(evaluation.selectExpr("inputs[0]")).count())
        .isEqualTo(5_657);
    try (Contamination contamination = Contamination.find(training, evaluation, 13)) {
      TaskVerdict verdict = contamination.verdicts().get(0);
      assertThat(verdict.isContaminated()).isTrue();
      assertThat(verdict.checked()).isEqualTo(7_473);
      assertThat(verdict.hit()).isEqualTo(7_473);
      assertThat(verdict.trainingHits()).containsExactly(entry(COT_GSM8K, 7_473L));
      assertThat(verdict.evidence()).extracting(Evidence::kind).containsOnly(Kind.WHOLE);
      assertThat(
              contamination.hits().groupBy(Hits.KIND).count().collectAsList().stream()
                  .map(Row::toString))
          .containsExactlyInAnyOrder("[whole,7473]", "[n-gram,80]");
    }
  }

  @Test
  void findsTheSameQuestionsAsDuplicates() {
    Dataset<Row> questions =
        texts(GSM8K, "gsm8k", "question")
            .union(texts(COT_GSM8K, "cot_gsm8k", "question"))
            .map(
                (MapFunction<Row, Row>)
                    row ->
                        Tables.fingerprint(
                            row.getInt(0),
                            row.getString(1),
                            row.getLong(2),
                            "",
                            row.<String>getList(3).toArray(String[]::new)),
                Encoders.row(Duplicates.FINGERPRINTS));

    Dataset<Row> found = Duplicates.find(questions);

    assertThat(found.groupBy(Texts.TASK, Duplicates.KEPT_TASK).count().collectAsList())
        .extracting(Row::toString)
        .containsExactly("[1,0,7473]");
  }
}
