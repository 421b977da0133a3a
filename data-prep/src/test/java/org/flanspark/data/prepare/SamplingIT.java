package org.flanspark.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.flanspark.config.ConfigException;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.ExampleRow;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.Manifest.TaskFacts;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.data.token.Tokenizers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is drawn, and how it is worded. */
class SamplingIT {
  private final SparkSession session = LocalSpark.session();

  @TempDir private Path root;

  private SmallWorld world;

  @BeforeEach
  void writeTasks() throws IOException {
    world = SmallWorld.in(root);
  }

  @Test
  void dealsTemplatesOutInTurnWhereItIsCyclic() throws IOException {
    world.with("mixture.template-choice", "cyclic");

    Manifest manifest = Prepare.run(session, world.config());

    Map<Integer, Long> byTemplate =
        examples("parity").stream()
            .collect(Collectors.groupingBy(ExampleRow::template, Collectors.counting()));
    long third = manifest.tasks().get(1).rendered() / 3;
    assertThat(byTemplate.values()).hasSize(3).allMatch(count -> Math.abs(count - third) <= 1);
  }

  @Test
  void keepsTheFirstOfTheFileWhereTheCapGoesByPlace() throws IOException {
    world.with("mixture.cap-per-task", "10").with("mixture.cap-by", "first");
    SparkSession blocks = session.newSession();
    blocks.conf().set("spark.sql.files.maxPartitionBytes", 300);

    Prepare.run(blocks, world.config());

    assertThat(examples("doubling"))
        .extracting(ExampleRow::input)
        .containsExactlyInAnyOrder(
            "Twice 0?",
            "Twice 1?",
            "Twice 2?",
            "Twice 3?",
            "Twice 4?",
            "Twice 5?",
            "Twice 6?",
            "Twice 7?",
            "Twice 8?",
            "Twice 9?");
  }

  @Test
  void drawsAboutAsManyTokensAsTheBudgetHolds() throws IOException {
    world.with("mixture.tokens", "1500");

    Manifest manifest = Prepare.run(session, world.config());

    assertThat(manifest.packed().get("train").tokens()).isBetween(1350L, 1650L);
  }

  @Test
  void putsExemplarsOfTheTrainingSplitBeforeTheQuestion() throws IOException {
    world
        .with("mixture.shots", "[0, 2]")
        .with("evaluation.shots", "[0, 1]")
        .with("packing.row-length", "256")
        .with("packing.max-input", "200");

    Prepare.run(session, world.config());

    Map<Integer, List<ExampleRow>> byShots =
        examples("doubling").stream().collect(Collectors.groupingBy(ExampleRow::shots));
    assertThat(byShots.keySet()).containsExactlyInAnyOrder(0, 2);
    assertThat(byShots.get(2))
        .allSatisfy(
            row ->
                assertThat(row.input())
                    .matches("Twice \\d+\\?\n\n\\d+\n\nTwice \\d+\\?\n\n\\d+\n\nTwice \\d+\\?"));
    ExampleRow shown = byShots.get(2).get(0);
    assertThat(textOf(shown.exampleId()))
        .isEqualTo(shown.input().replace("\n\n", "") + shown.target());
    assertAskedWithAndWithoutAnExemplar();
  }

  private void assertAskedWithAndWithoutAnExemplar() throws IOException {
    List<EvaluationRow> doubling =
        world.rows("evaluation/split=test", EvaluationRow.TABLE).stream()
            .filter(row -> row.task().equals("doubling"))
            .toList();
    assertThat(doubling)
        .extracting(EvaluationRow::style, EvaluationRow::shots)
        .containsExactlyInAnyOrder(
            tuple("baseline", 0),
            tuple("instructions", 0),
            tuple("baseline", 1),
            tuple("instructions", 1));
    assertThat(doubling)
        .filteredOn(row -> row.style().equals("baseline") && row.shots() == 1)
        .singleElement()
        .satisfies(
            row ->
                assertThat(tokenizer().decode(row.promptIds()))
                    .matches("Q: Twice \\d+\\?\nA: \\d+\n\nQ: Twice 1,000\\?\nA:"));
  }

  @Test
  void leavesInstructionsOutWhereNoneAreAskedForAndAsksInBothStyles() throws IOException {
    world.with("mixture.templates", "task-name");

    Prepare.run(session, world.config());

    assertThat(examples("parity"))
        .allSatisfy(row -> assertThat(row.input()).matches("\\[arithmetic: parity]\n\\d+"))
        .extracting(ExampleRow::template)
        .containsOnly(0);
    assertThat(world.rows("evaluation/split=test", EvaluationRow.TABLE))
        .filteredOn(row -> row.task().equals("parity"))
        .extracting(EvaluationRow::style)
        .contains("instructions", "task-name", "baseline");
  }

  @Test
  void takesOtherSplitsWhereTheConfigurationHasThem() throws IOException {
    world.with("data.splits", "{doubling: {train: test, test: train}}");

    Manifest manifest = Prepare.run(session, world.config());

    assertThat(examples("doubling")).extracting(ExampleRow::input).containsExactly("Twice 1,000?");
    assertThat(manifest.tasks().get(0).read()).isEqualTo(1);
    assertThatThrownBy(
            () -> Prepare.run(session, world.with("data.splits", "{dubling: {}}").config()))
        .hasMessage("Invalid data.splits: Unknown task 'dubling', did you mean 'doubling'?");
  }

  @Test
  void drawsByWeightAndLeavesTasksOfOtherLicencesOut() throws IOException {
    world.with("mixture.weights", "{doubling: 1, arithmetic: 3}").with("mixture.examples", "80");
    Manifest weighted = Prepare.run(session, world.config());
    world.write(
        "tasks/parity.yaml",
        world.read("tasks/parity.yaml").replace("licence: own", "licence: other"));
    Manifest allowed =
        Prepare.run(
            session,
            world.with("mixture.allow-licences", "[own]").with("mixture.weights", "{}").config());

    assertThat(weighted.tasks())
        .extracting(TaskFacts::name, TaskFacts::rendered)
        .startsWith(tuple("doubling", 20L), tuple("parity", 60L));
    assertThat(allowed.tasks()).extracting(TaskFacts::name).containsExactly("doubling", "vowels");
  }

  @Test
  void forgetsWhatIsListed() throws IOException {
    Prepare.run(session, world.config());
    List<String> some = examples("doubling").stream().map(ExampleRow::exampleId).limit(5).toList();
    world.write(
        "forget.jsonl",
        some.stream().map("{\"example_id\": \"%s\"}\n"::formatted).collect(Collectors.joining()));
    world.with("mixture.forget", root.resolve("forget.jsonl").toString());

    Manifest manifest = Prepare.run(session, world.config());

    assertThat(examples("doubling"))
        .extracting(ExampleRow::exampleId)
        .doesNotContainAnyElementsOf(some);
    TaskFacts doubling = manifest.tasks().get(0);
    assertThat(doubling.quarantined()).isEqualTo(Map.of("forgotten", 5L));
    assertThat(doubling.rendered()).isEqualTo(SmallWorld.NUMBERS - 5);
  }

  @Test
  void refusesAListToForgetWithoutIds() throws IOException {
    world.write("forget.jsonl", "{\"id\": 1}\n");
    world.with("mixture.forget", root.resolve("forget.jsonl").toString());

    assertThatThrownBy(() -> Prepare.run(session, world.config()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Invalid mixture.forget: %s has no column example_id, it has id"
                .formatted(root.resolve("forget.jsonl")));
  }

  @Test
  void makesMoreShardsWhereOneWouldHoldTooMuch() throws IOException {
    world.with("packing.shard-tokens", "1024").with("mixture.examples", "400");

    Manifest manifest = Prepare.run(session, world.config());

    long tokens = manifest.packed().get("train").tokens();
    assertThat(manifest.packed().get("train").rowsByShard()).hasSizeGreaterThan(3);
    assertThat(tokens / manifest.packed().get("train").rowsByShard().size()).isLessThan(1024);
  }

  private List<ExampleRow> examples(String task) throws IOException {
    return world.rows("examples/split=train", ExampleRow.TABLE).stream()
        .filter(row -> row.task().equals(task))
        .toList();
  }

  private String textOf(String exampleId) throws IOException {
    Tokenizer tokenizer = tokenizer();
    for (PackedRow row : world.rows("packed/split=train", PackedRow.TABLE)) {
      int at = row.exampleIds().indexOf(exampleId);
      if (at >= 0) {
        int from = row.seqLengths().subList(0, at).stream().mapToInt(Integer::intValue).sum();
        return tokenizer.decode(row.inputIds().slice(from, from + row.seqLengths().get(at)));
      }
    }
    throw new AssertionError("No packed row holds " + exampleId);
  }

  private Tokenizer tokenizer() {
    return Tokenizers.shared(
        TokenizerFiles.read(
            new org.apache.hadoop.fs.Path(root.resolve("tokenizer.json").toUri()),
            new Configuration()));
  }
}
