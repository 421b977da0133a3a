package org.flanspark.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFileTest {
  private static final Task TASK =
      TaskFile.parse(
          "quiz.yaml",
          """
          name: quiz
          cluster: closed-book-qa
          kind: generation
          source: {path: qa/quiz, format: jsonl, schema: "question STRING, answer STRING"}
          select: {question: question, answer: answer}
          splits: {train: train}
          metric: exact-match
          licence: own
          templates: [{input: "{question}", target: "{answer}"}]
          """);

  @TempDir private Path root;

  @ParameterizedTest
  @CsvSource({
    "train.jsonl, jsonl",
    "train.json, jsonl",
    "train.csv, csv",
    "train.tsv.bz2, tsv",
    "train.jsonl.gz, jsonl",
    "train.parquet, parquet",
    "data/train.csv, csv"
  })
  void isFoundByItsNameWhichSaysTheFormat(String name, String format) throws IOException {
    write(name);

    assertThat(find().name()).isEqualTo("qa/quiz/" + name);
    assertThat(find().format()).isEqualTo(format);
  }

  @Test
  void isAllPartsOfAnExportInOrder() throws IOException {
    write("data/train-00001-of-00002.parquet");
    write("data/train-00000-of-00002.parquet");
    write("data/train_r1-00000-of-00001.parquet");
    write("data/test-00000-of-00001.parquet");

    assertThat(find().name()).isEqualTo("qa/quiz/data");
    assertThat(find().format()).isEqualTo("parquet");
    assertThat(find().parts())
        .extracting(part -> part.getPath().getName())
        .containsExactly("train-00000-of-00002.parquet", "train-00001-of-00002.parquet");
  }

  @Test
  void isTheOneThatTheTaskStatesWhateverElseIsThere() throws IOException {
    write("train.jsonl");
    write("train.csv");

    assertThat(find().name()).isEqualTo("qa/quiz/train.jsonl");
  }

  @Test
  void isRefusedWhereTwoFormatsCouldBeMeant() throws IOException {
    write("train.csv");
    write("train-00000-of-00001.parquet");

    assertThatThrownBy(this::find)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Invalid data of task quiz: split train lies in ")
        .hasMessageContaining("as train-*-of-00001.parquet and as train.csv; keep one of them");
  }

  @Test
  void isRefusedWhereAPartIsMissing() throws IOException {
    write("train-00000-of-00003.parquet");
    write("train-00002-of-00003.parquet");

    assertThatThrownBy(this::find)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "Missing data of task quiz: 2 files of train-*-of-00003.parquet in ")
        .hasMessageContaining("expected 3");
  }

  @Test
  void saysWhatWasLookedForWhereNothingIsThere() {
    assertThatThrownBy(this::find)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Missing data of task quiz: " + root + "/qa/quiz/train.jsonl, nor ")
        .hasMessageContaining(".parquet")
        .hasMessageContaining("data/train-00000-of-00001.parquet");
  }

  private SourceFile find() {
    return SourceFile.find(List.of(TASK), root.toString(), new Configuration()).get(0);
  }

  private void write(String name) throws IOException {
    Path file = root.resolve("qa/quiz").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{}\n");
  }
}
