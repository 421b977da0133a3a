package org.flanspark.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.flanspark.data.token.TokenIds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetShardTest {
  private static final Configuration HADOOP = new Configuration();
  private static final PackedRow FIRST = row(11, "rte/train/a", 4);
  private static final PackedRow SECOND = row(21, "mrpc/train/b", 2);

  @TempDir java.nio.file.Path folder;

  @Test
  void readsBackWhatWasWritten() {
    Path file = write("a.parquet", List.of(FIRST, SECOND));

    assertThat(ParquetShard.readAll(file, HADOOP, PackedRow.TABLE)).containsExactly(FIRST, SECOND);
    assertThat(ParquetShard.read(file, HADOOP, PackedRow.TABLE, 1, 2)).containsExactly(SECOND);
  }

  @Test
  void readsOneColumnWithoutTheOthers() {
    Path file = write("a.parquet", List.of(FIRST, SECOND));

    assertThat(ParquetShard.readAll(file, HADOOP, PackedRow.EXAMPLE_IDS))
        .containsExactly(List.of("rte/train/a"), List.of("mrpc/train/b"));
  }

  @Test
  void refusesAFileOfAnotherTable() {
    Path file = write("a.parquet", List.of(FIRST));

    assertThatThrownBy(() -> ParquetShard.readAll(file, HADOOP, ExampleRow.TABLE))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Cannot read shard " + file);
  }

  @Test
  void sameRowsGiveTheSameBytes() throws Exception {
    write("a.parquet", List.of(FIRST, SECOND));
    write("b.parquet", List.of(FIRST, SECOND));

    assertThat(folder.resolve("a.parquet")).hasSameBinaryContentAs(folder.resolve("b.parquet"));
  }

  @Test
  void keepsListsOfListsAndTextsOfEvaluationRows() {
    EvaluationRow row =
        withOptions(List.of("yes", "no"), List.of(TokenIds.of(7, 1), TokenIds.of(8, 1)));
    Path file = new Path(folder.resolve("e.parquet").toUri());
    ParquetShard.write(file, HADOOP, EvaluationRow.TABLE, List.of(row).iterator());

    assertThat(ParquetShard.readAll(file, HADOOP, EvaluationRow.TABLE)).containsExactly(row);
  }

  @Test
  void keepsEmptyListsApartFromListsOfEmptyOnes() {
    List<EvaluationRow> rows =
        List.of(
            withOptions(List.of(), List.of()),
            withOptions(List.of("", "no"), List.of(TokenIds.empty(), TokenIds.of(8, 1))),
            withOptions(List.of("yes", ""), List.of(TokenIds.of(7), TokenIds.empty())));
    Path file = new Path(folder.resolve("e.parquet").toUri());
    ParquetShard.write(file, HADOOP, EvaluationRow.TABLE, rows.iterator());

    assertThat(ParquetShard.readAll(file, HADOOP, EvaluationRow.TABLE))
        .containsExactlyElementsOf(rows);
  }

  @Test
  void rowsBeyondTheSizeOfAGroupBeginAnother() throws Exception {
    Path file = new Path(folder.resolve("groups.parquet").toUri());
    List<PackedRow> rows =
        IntStream.range(0, 1000).mapToObj(i -> row(i, "rte/train/" + i, i % 3)).toList();
    try (ParquetShardWriter<PackedRow> writer =
        new ParquetShardWriter<>(file, HADOOP, PackedRow.TABLE, 4_000)) {
      rows.forEach(writer::write);
    }

    assertThat(ParquetShard.readAll(file, HADOOP, PackedRow.TABLE)).containsExactlyElementsOf(rows);
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, HADOOP))) {
      assertThat(reader.getRowGroups()).hasSizeGreaterThan(3);
    }
  }

  @Test
  void valuesThatHardlyRepeatHaveNoDictionary() throws Exception {
    Path file =
        write(
            "a.parquet",
            IntStream.range(0, 1000).mapToObj(i -> row(i % 50, "rte/train/" + i, i % 3)).toList());

    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, HADOOP))) {
      assertThat(reader.getRowGroups().get(0).getColumns())
          .filteredOn(column -> !column.getEncodings().contains(Encoding.PLAIN_DICTIONARY))
          .extracting(column -> column.getPath().toDotString())
          .containsExactly("example_ids.list.element");
    }
  }

  @Test
  void refusesATruncatedFile() throws Exception {
    Path file = write("a.parquet", List.of(FIRST, SECOND));
    byte[] bytes = Files.readAllBytes(folder.resolve("a.parquet"));
    Files.write(folder.resolve("a.parquet"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
    Files.deleteIfExists(folder.resolve(".a.parquet.crc"));

    assertThatThrownBy(() -> ParquetShard.readAll(file, HADOOP, PackedRow.TABLE))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Cannot read shard " + file);
  }

  @Test
  void aRowWhoseColumnsDisagreeCannotBeMade() {
    assertThatThrownBy(
            () ->
                new PackedRow(
                    TokenIds.of(1, 2), TokenIds.of(-100, 2), List.of(3), List.of("x"), List.of(0)))
        .hasMessage(
            "Invalid packed row: 2 input ids and 2 labels, expected 3, the sum of its segments");
  }

  private static EvaluationRow withOptions(List<String> options, List<TokenIds> optionIds) {
    return new EvaluationRow(
        "rte",
        "natural-language-inference",
        true,
        "rte/test/c",
        "",
        "instructions",
        3,
        0,
        TokenIds.of(5, 6),
        TokenIds.empty(),
        options,
        optionIds,
        List.of(),
        List.of("no"),
        64,
        "accuracy");
  }

  private Path write(String name, List<PackedRow> rows) {
    Path file = new Path(folder.resolve(name).toUri());
    ParquetShard.write(file, HADOOP, PackedRow.TABLE, rows.iterator());
    return file;
  }

  private static PackedRow row(int token, String example, int task) {
    return new PackedRow(
        TokenIds.of(token, 1, token + 1, 1),
        TokenIds.of(-100, -100, token + 1, 1),
        List.of(4),
        List.of(example),
        List.of(task));
  }
}
