package org.flanspark.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.flanspark.config.ConfigException;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.ExampleRow;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.Manifest.TaskFacts;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.shard.QuarantinedRow;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.data.token.Tokenizers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrepareIT {
  private final SparkSession session = LocalSpark.session();

  @TempDir private Path root;

  private SmallWorld world;

  @BeforeEach
  void writeTasks() throws IOException {
    world = SmallWorld.in(root);
  }

  @Test
  void preparesPackedRowsAndPromptsOfEveryTask() throws IOException {
    Manifest manifest = Prepare.run(session, world.config());

    assertThat(manifest.tasks())
        .extracting(TaskFacts::name, TaskFacts::trained, TaskFacts::heldOut)
        .containsExactly(
            tuple("doubling", true, false),
            tuple("parity", true, false),
            tuple("vowels", false, true));
    assertThat(manifest.heldOut()).containsExactly("letters");
    assertThat(world.prepared().resolve("_SUCCESS")).exists();
    assertThat(world.prepared().resolve("tokenizer/tokenizer.json"))
        .hasSameBinaryContentAs(root.resolve("tokenizer.json"));
    assertPacked(manifest);
    assertSplitsAreDisjoint();
    assertEvaluated(manifest);
  }

  private void assertPacked(Manifest manifest) throws IOException {
    List<PackedRow> rows = world.rows("packed/split=train", PackedRow.TABLE);
    List<ExampleRow> examples = world.rows("examples/split=train", ExampleRow.TABLE);
    Manifest.PackedFacts facts = manifest.packed().get("train");
    TaskFacts parity = manifest.tasks().get(1);
    TaskFacts doubling = manifest.tasks().get(0);
    assertThat(facts.rows()).isEqualTo(rows.size());
    assertThat(facts.segments()).isEqualTo(examples.size());
    assertThat(doubling.read()).isEqualTo(SmallWorld.NUMBERS);
    assertThat(doubling.rendered()).isEqualTo(SmallWorld.NUMBERS);
    assertThat(parity.rendered() + doubling.rendered()).isEqualTo(examples.size());
    assertThat(doubling.realisedShareOfRows() + parity.realisedShareOfRows()).isEqualTo(1.0);
    assertThat(rows).allSatisfy(row -> assertThat(row.inputIds().length()).isLessThanOrEqualTo(64));
    assertReadsLikeItsExample(rows.get(0), examples);
  }

  private void assertReadsLikeItsExample(PackedRow row, List<ExampleRow> examples) {
    Tokenizer tokenizer = tokenizer();
    int length = row.seqLengths().get(0);
    TokenIds segment = row.inputIds().first(length);
    ExampleRow example =
        examples.stream()
            .filter(candidate -> candidate.exampleId().equals(row.exampleIds().get(0)))
            .findFirst()
            .orElseThrow();
    assertThat(tokenizer.decode(segment)).isEqualTo(example.input() + example.target());
    assertThat(segment.at(length - 1)).isEqualTo(tokenizer.endOfSequence());
    assertThat(row.labels().at(0)).isEqualTo(TokenIds.NOT_COUNTED);
  }

  private void assertSplitsAreDisjoint() throws IOException {
    Set<String> numbers = new HashSet<>();
    for (ExampleRow row : world.rows("examples/split=train", ExampleRow.TABLE)) {
      if (row.task().equals("parity")) {
        numbers.add(hash(row.exampleId()));
      }
    }
    assertThat(numbers).hasSizeBetween(70, 100);
    for (String split : List.of("validation", "test")) {
      for (EvaluationRow row : world.rows("evaluation/split=" + split, EvaluationRow.TABLE)) {
        assertThat(row.exampleId()).contains("/" + split + "/");
        assertThat(numbers).doesNotContain(hash(row.exampleId()));
      }
    }
  }

  private void assertEvaluated(Manifest manifest) throws IOException {
    List<EvaluationRow> rows = world.rows("evaluation/split=test", EvaluationRow.TABLE);
    assertThat(manifest.evaluation().get("test")).isEqualTo(rows.size());
    EvaluationRow apple =
        rows.stream()
            .filter(row -> row.task().equals("vowels") && row.style().equals("instructions"))
            .filter(row -> row.group().equals("a") && row.answers().equals(List.of(0)))
            .findFirst()
            .orElseThrow();
    Tokenizer tokenizer = tokenizer();
    TokenIds end = TokenIds.of(tokenizer.endOfSequence());
    assertThat(apple.heldOut()).isTrue();
    assertThat(apple.promptIds())
        .isEqualTo(
            TokenIds.concat(tokenizer.encode("How does AP\"PLE begin?\nOPTIONS:\n- a\n- e"), end));
    assertThat(apple.contextIds())
        .isEqualTo(TokenIds.concat(tokenizer.encode("How does  begin?"), end));
    assertThat(apple.optionIds())
        .containsExactly(
            TokenIds.concat(tokenizer.encode("a"), end),
            TokenIds.concat(tokenizer.encode("e"), end));
    EvaluationRow doubling =
        rows.stream()
            .filter(row -> row.task().equals("doubling") && row.style().equals("baseline"))
            .findFirst()
            .orElseThrow();
    assertThat(doubling.promptIds()).isEqualTo(tokenizer.encode("Q: Twice 1,000?\nA:"));
    assertThat(doubling.references()).containsExactly("2000", "= 2000");
    assertThat(doubling.options()).isEmpty();
    assertThat(rows)
        .filteredOn(row -> row.task().equals("parity"))
        .extracting(EvaluationRow::template)
        .containsOnly(-1, 0, 1);
    assertThat(rows)
        .filteredOn(row -> row.task().equals("parity") && row.template() == 1)
        .allSatisfy(
            row -> assertThat(tokenizer.decode(row.optionIds().get(1))).isEqualTo("It is odd"));
    List<EvaluationRow> validation = world.rows("evaluation/split=validation", EvaluationRow.TABLE);
    assertThat(validation.stream().map(EvaluationRow::exampleId).distinct()).hasSize(5);
    assertThat(validation).hasSize(15);
  }

  @Test
  void writesTheSameBytesWhateverTheNumberOfPartitions() throws IOException {
    Map<String, String> one = digestsOf(1, 100_000);
    Map<String, String> three = digestsOf(3, 700);
    Map<String, String> eight = digestsOf(8, 300);

    assertThat(one).hasSizeGreaterThan(10);
    assertThat(three).isEqualTo(one);
    assertThat(eight).isEqualTo(one);
  }

  private Map<String, String> digestsOf(int partitions, int bytes) throws IOException {
    FileUtils.deleteDirectory(world.prepared().toFile());
    FileUtils.deleteDirectory(world.rendered().toFile());
    SparkSession other = session.newSession();
    other.conf().set("spark.sql.shuffle.partitions", partitions);
    other.conf().set("spark.sql.files.maxPartitionBytes", bytes);
    Prepare.run(other, world.config());
    return world.digests();
  }

  @Test
  void drawsAgainWithOtherTemplatesWhereTheBudgetIsLarger() throws IOException {
    world.with("mixture.examples", "500").with("mixture.cap-per-task", "40");

    Manifest manifest = Prepare.run(session, world.config());

    assertThat(manifest.tasks())
        .extracting(TaskFacts::drawn, TaskFacts::requestedShare)
        .startsWith(tuple(250L, 0.5), tuple(250L, 0.5));
    assertThat(manifest.tasks().get(0).capped()).isEqualTo(SmallWorld.NUMBERS - 40);
    List<ExampleRow> parity =
        world.rows("examples/split=train", ExampleRow.TABLE).stream()
            .filter(row -> row.task().equals("parity"))
            .toList();
    assertThat(parity).hasSize(250);
    assertThat(parity.stream().map(ExampleRow::exampleId).distinct()).hasSize(40);
    Map<String, List<ExampleRow>> byExample =
        parity.stream()
            .filter(row -> row.pass() < 3)
            .collect(Collectors.groupingBy(ExampleRow::exampleId));
    assertThat(byExample.values())
        .allSatisfy(
            rows ->
                assertThat(rows)
                    .extracting(ExampleRow::template)
                    .containsExactlyInAnyOrder(0, 1, 2));
  }

  @Test
  void quarantinesWhatDoesNotFitAndSaysWhy() throws IOException {
    world.with("quality.max-quarantined-share", "0.2");
    world.write(
        "data/parity/train.jsonl",
        world.read("data/parity/train.jsonl")
            + """
            {"number": 7, "label":
            [1, 2]
            {"number": 8, "label": 0} {"number": 9, "label": 1}
            {"number": 10, "label": 2}
            {"number": 11}
            {"label": 1}

            {"number": "many", "label": 1}
            """);

    Manifest manifest = Prepare.run(session, world.config());

    assertThat(manifest.tasks().get(1).quarantined())
        .isEqualTo(Map.of("unparseable", 4L, "label-out-of-range", 1L, "missing-field", 2L));
    assertThat(world.rows("quarantine", QuarantinedRow.TABLE))
        .extracting(QuarantinedRow::reason, QuarantinedRow::record)
        .contains(
            tuple("label-out-of-range", "{\"number\": 10, \"label\": 2}"),
            tuple("missing-field", "{\"number\": 11}"),
            tuple("unparseable", "[1, 2]"))
        .hasSize(7);
  }

  @Test
  void failsWhereTooMuchIsLostAndLeavesNoMarker() throws IOException {
    world.write(
        "data/vowels/test.tsv", "word\tfirst\tsecond\tlabel\napple\ta\te\t7\nomen\to\tu\t0\n");

    assertThatThrownBy(() -> Prepare.run(session, world.config()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot prepare: more records of these tasks were rejected than quality.max-quarantined-share (1.0 %%) and quality.budgets allow; they are in %s\n- vowels: 1 of 2 (50.0 %%): label-out-of-range 1"
                .formatted(world.prepared().resolve("quarantine")));
    assertThat(world.prepared().resolve("_SUCCESS")).doesNotExist();
    assertThat(world.rows("quarantine", QuarantinedRow.TABLE))
        .extracting(QuarantinedRow::task)
        .containsExactly("vowels");
  }

  @Test
  void quarantinesLongExamplesWhereTheyAreNotToBeCut() throws IOException {
    world.with("packing.too-long", "quarantine").with("quality.max-quarantined-share", "0.7");
    String longQuestion = "What is twice " + "1".repeat(60) + "?,2\n";
    for (String file : List.of("data/doubling/train.csv", "data/doubling/test.csv")) {
      world.write(file, world.read(file) + longQuestion);
    }

    Manifest manifest = Prepare.run(session, world.config());

    TaskFacts doubling = manifest.tasks().get(0);
    assertThat(doubling.quarantined()).isEqualTo(Map.of("too-long", 2L));
    assertThat(doubling.drawn()).isEqualTo(SmallWorld.NUMBERS + 1);
    assertThat(doubling.rendered()).isEqualTo(SmallWorld.NUMBERS);
    assertThat(world.rows("quarantine", QuarantinedRow.TABLE))
        .extracting(QuarantinedRow::split, QuarantinedRow::reason)
        .containsExactlyInAnyOrder(tuple("train", "too-long"), tuple("test", "too-long"));
  }

  @Test
  void doesNothingASecondTimeAndReplacesWhereTheDataChanged() throws IOException {
    assertThat(Prepare.prepare(session, world.config()).isNew()).isTrue();
    PrepareResult again = Prepare.prepare(session, world.config());
    assertThat(again.isNew()).isFalse();
    assertThat(again.manifest().tasks()).hasSize(3);

    world.write("data/doubling/test.csv", "question,result\nTwice 7?,14\n");
    assertThat(Prepare.prepare(session, world.config()).isNew()).isTrue();
    assertThat(world.rows("evaluation/split=test", EvaluationRow.TABLE))
        .filteredOn(row -> row.task().equals("doubling"))
        .extracting(EvaluationRow::references)
        .containsOnly(List.of("14", "= 14"));
    assertThat(Prepare.prepare(session, world.with("mixture.seed", "7").config()).isNew()).isTrue();
  }

  @Test
  void refusesAFolderWithOtherFiles() throws IOException {
    Files.createDirectories(world.prepared());
    Files.writeString(world.prepared().resolve("thesis.tex"), "years of work");

    assertThatThrownBy(() -> Prepare.run(session, world.config()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot write output.prepared: %s holds other files (thesis.tex), expected an empty folder or an earlier preparation"
                .formatted(world.prepared()));
  }

  @Test
  void refusesMissingAndEmptySources() throws IOException {
    Files.delete(root.resolve("data/parity/train.jsonl"));
    assertThatThrownBy(() -> Prepare.run(session, world.config()))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "Missing data of task parity: %s/data/parity/train.jsonl, nor as .jsonl, .json, "
                .formatted(root))
        .hasMessageEndingWith(
            "\ndata.root says where the files lie, mixture.tasks which tasks are wanted");

    world.write("data/parity/train.jsonl", "");
    assertThatThrownBy(() -> Prepare.run(session, world.config()))
        .isInstanceOf(DataException.class)
        .hasMessage("Cannot prepare task parity: no train record is left of 0 that were read");
  }

  private Tokenizer tokenizer() {
    return Tokenizers.shared(
        TokenizerFiles.read(
            new org.apache.hadoop.fs.Path(root.resolve("tokenizer.json").toUri()),
            new Configuration()));
  }

  private static String hash(String exampleId) {
    return exampleId.substring(exampleId.lastIndexOf('/') + 1);
  }
}
