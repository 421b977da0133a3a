package org.flanspark.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.flanspark.config.ConfigException;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceReaderIT {
  private static final String TASK =
      """
      name: quiz
      cluster: closed-book-qa
      kind: generation
      source: {path: quiz, format: %s, schema: "%s"}
      select: {question: question, answer: "%s"}
      splits: {train: train}
      metric: exact-match
      licence: own
      templates: [{input: "{question}", target: "{answer}"}]
      """;

  private final SparkSession session = LocalSpark.session();

  @TempDir private Path root;

  @Test
  void readsJsonLinesWithEveryBlemish() throws IOException {
    write(
        "quiz/train.jsonl",
        "\uFEFF{\"question\": \"q1\", \"labels\": [\"a\", \"b\"], \"label\": 1}\n"
            + "   \n"
            + "{\"label\": 5, \"labels\": [\"a\"], \"question\": \"q2\", \"more\": true}\n"
            + "not json\n"
            + "[{\"question\": \"q3\"}]\n"
            + "{\"question\": \"q4\", \"labels\": \"a\", \"label\": 0}\n");

    List<Row> rows =
        read(
            TASK.formatted(
                "jsonl",
                "question STRING, labels ARRAY<STRING>, label INT",
                "element_at(transform(labels, name -> concat(name, label)), label + 1)"));

    assertThat(rows)
        .extracting(row -> row.getBoolean(3))
        .containsExactly(false, false, true, true, true);
    assertThat(rows.get(0).getList(5)).isEqualTo(List.of("q1", "b1"));
    assertThat(rows.get(1).getList(5)).containsExactly("q2", null);
    assertThat(rows.get(1).getBoolean(4)).as("label missing").isFalse();
    assertThat(rows.get(2).getString(2)).isEqualTo("not json");
  }

  @Test
  void readsQuotedCsvAndPlainTsv() throws IOException {
    write("quiz/train.csv", "question,result\n\"a \"\"b\"\", c\nd\",1.50\nshort\ne,2\nf,x\n");
    write("quiz/train.tsv", "question\tresult\n\"a\t3\n");

    List<Row> csv = read(TASK.formatted("csv", "question STRING, result DECIMAL(4, 2)", "result"));
    assertThat(csv).extracting(row -> row.getBoolean(3)).containsExactly(false, true, false, true);
    assertThat(csv.get(0).getList(5)).isEqualTo(List.of("a \"b\", c\nd", "1.50"));
    assertThat(csv.get(1).getString(2)).isEqualTo("short");
    List<Row> tsv = read(TASK.formatted("tsv", "question STRING, result INT", "result"));
    assertThat(tsv.get(0).getList(5)).isEqualTo(List.of("\"a", "3"));
  }

  @Test
  void refusesACsvWithOtherColumns() throws IOException {
    write("quiz/train.csv", "result,question\n1,a\n");

    assertThatThrownBy(() -> read(TASK.formatted("csv", "question STRING, result INT", "result")))
        .isInstanceOf(DataException.class)
        .hasMessageMatching(
            "Invalid data of task quiz: columns result, question in .*/train.csv, expected"
                + " question, result");
  }

  @Test
  void readsAFolderOfParquetAndRefusesOtherTypes() {
    session
        .sql("SELECT concat('q', id) AS question, id AS result FROM range(0, 10, 1, 3)")
        .write()
        .parquet(root.resolve("quiz/train.parquet").toString());

    List<Row> rows =
        read(TASK.formatted("parquet", "question STRING, result BIGINT", "result * 2"));
    assertThat(rows).hasSize(10);
    assertThat(rows)
        .filteredOn(row -> row.getString(2).contains("q7"))
        .allSatisfy(row -> assertThat(row.getList(5)).isEqualTo(List.of("q7", "14")))
        .hasSize(1);
    assertThatThrownBy(
            () -> read(TASK.formatted("parquet", "question STRING, result STRING", "result")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Invalid data of task quiz: column result is BIGINT in ")
        .hasMessageEndingWith("expected STRING");
    assertThatThrownBy(
            () -> read(TASK.formatted("parquet", "question STRING, total BIGINT", "total")))
        .hasMessageContaining("column total is missing in ");
  }

  @Test
  void readsExportsWhoseColumnsHaveOtherWidthsAndKinds() {
    session
        .sql(
            "SELECT cast('q' AS BINARY) AS question, id + 4294967296 * (id div 2) AS label,"
                + " named_struct('score', cast(id + 0.5 AS DOUBLE), 'more', 1, 'ids', array(id)) AS"
                + " nested FROM range(0, 3, 1, 1)")
        .coalesce(1)
        .write()
        .parquet(root.resolve("written").toString());
    moveTheOnlyPart("written", "quiz/data/train-00000-of-00001-0a1b.parquet");

    List<Row> rows =
        read(
            TASK.formatted(
                "jsonl",
                "question STRING, label INT, nested STRUCT<ids: ARRAY<INT>, score: FLOAT>",
                "concat_ws(' ', label, nested.score, nested.ids[0])"));

    assertThat(rows).extracting(row -> row.getBoolean(3)).containsExactly(false, false, true);
    assertThat(rows.get(1).getList(5)).isEqualTo(List.of("q", "1 1.5 1"));
    assertThat(rows.get(2).getString(2)).contains("4294967298");
    assertThatThrownBy(
            () -> read(TASK.formatted("jsonl", "question STRING, nested STRUCT<id: INT>", "1")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "column nested is STRUCT<score: DOUBLE, more: INT, ids: ARRAY<BIGINT>")
        .hasMessageEndingWith("expected STRUCT<id: INT>");
  }

  @Test
  void readsCompressedLinesAndArraysOfJson() throws IOException {
    String schema = "question STRING, label INT";
    write(
        "quiz/train.json", "\n [{\"question\": \"q1\", \"label\": 1},\n{\"question\": \"q2\"}]\n");
    assertThat(read(TASK.formatted("jsonl", schema, "label")))
        .extracting(row -> row.getList(5))
        .isEqualTo(List.of(List.of("q1", "1"), Arrays.asList("q2", null)));

    Files.delete(root.resolve("quiz/train.json"));
    compress("quiz/train-00000-of-00002.jsonl.gz", "{\"question\": \"q1\", \"label\": 1}\n");
    compress("quiz/train-00001-of-00002.jsonl.gz", "{\"question\": \"q2\", \"label\": 2}\n");
    assertThat(read(TASK.formatted("parquet", schema, "label")))
        .extracting(row -> row.getList(5))
        .isEqualTo(List.of(List.of("q1", "1"), List.of("q2", "2")));
  }

  @Test
  void makesARecordOfEachElementAndKeepsARowWithoutAny() throws IOException {
    write(
        "quiz/train.jsonl",
        """
        {"question": "q1", "labels": ["a", "b"]}
        {"question": "q2", "labels": []}
        {"question": "q3"}
        {"question": "q4", "labels": "c"}
        {"question": "q5", "labels": ["d"]}
        """);

    List<Row> rows =
        read(
            TASK.formatted(
                    "jsonl",
                    "question STRING, labels ARRAY<STRING>",
                    "concat(pos, col, size(labels))")
                .replace("format:", "explode: labels, format:"));

    assertThat(rows)
        .extracting(row -> row.getList(5), row -> row.getBoolean(3), row -> row.getBoolean(9))
        .containsExactly(
            tuple(List.of("q1", "0a2"), false, false),
            tuple(List.of("q1", "1b2"), false, false),
            tuple(Arrays.asList("q2", null), false, true),
            tuple(Arrays.asList("q3", null), false, true),
            tuple(Arrays.asList("q4", null), true, true),
            tuple(List.of("q5", "0d1"), false, false));
    assertThat(rows.get(1).getString(2))
        .isEqualTo("{\"question\": \"q1\", \"labels\": [\"a\", \"b\"]}");
  }

  @Test
  void refusesAFieldThatIsNoTextAndAnExpressionThatDoesNotFit() throws IOException {
    write("quiz/train.jsonl", "{}\n");
    String schema = "question STRING, labels ARRAY<STRING>";

    assertThatThrownBy(() -> read(TASK.formatted("jsonl", schema, "labels")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot select answer of task quiz: it is ARRAY<STRING>, expected a text or a number;"
                + " array_join makes a text of a list");
    assertThatThrownBy(() -> read(TASK.formatted("jsonl", schema, "substring(labels, 1)")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("Cannot select the fields of task quiz: ");
  }

  private List<Row> read(String yaml) {
    List<Task> tasks = List.of(TaskFile.parse("quiz.yaml", yaml));
    SparkSession own = session.newSession();
    own.conf().set("spark.sql.caseSensitive", true);
    return new SourceReader(own)
        .read(SourceFile.find(tasks, root.toString(), new Configuration()), tasks)
        .collectAsList();
  }

  private void moveTheOnlyPart(String folder, String file) {
    try (Stream<Path> parts = Files.list(root.resolve(folder))) {
      Path part =
          parts.filter(path -> path.toString().endsWith(".parquet")).findFirst().orElseThrow();
      Files.createDirectories(root.resolve(file).getParent());
      Files.move(part, root.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compress(String file, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(root.resolve(file)))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
