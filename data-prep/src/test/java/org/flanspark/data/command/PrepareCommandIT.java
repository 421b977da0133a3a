package org.flanspark.data.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.Outcome;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.prepare.SmallWorld;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.ExampleRow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrepareCommandIT {
  @TempDir private Path root;

  private SmallWorld world;

  @BeforeAll
  static void startSpark() {
    LocalSpark.session();
  }

  @BeforeEach
  void writeTasks() throws IOException {
    world = SmallWorld.in(root);
  }

  @Test
  void endsWithThreeWhereTheDataIsWrongAndSaysSoInTheFolder() throws IOException {
    Files.delete(root.resolve("data/vowels/test.tsv"));

    Outcome outcome = prepare();

    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.message()).startsWith("Missing data of task vowels: " + root);
    assertThat(world.read("prepared/outcome.json"))
        .contains("\"code\" : 3", "Missing data of task vowels");
    assertThat(world.prepared().resolve("_SUCCESS")).doesNotExist();
  }

  @Test
  void endsWithTwoWhereANameIsUnknown() {
    Outcome outcome =
        prepare("--set", "mixture.tasks=[paritty]", "--set", "mixture.hold-out=[leters]");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.message())
        .contains(
            "Unknown task or cluster 'paritty', did you mean 'parity'?",
            "Invalid mixture.hold-out: Unknown cluster 'leters', did you mean 'letters'?");
  }

  @Test
  void endsWithTwoWhereAWeightABudgetOrALicenceIsForNothing() {
    Outcome outcome =
        prepare(
            "--set",
            "mixture.weights={parrity: 3}",
            "--set",
            "quality.budgets={to-long: 0.1}",
            "--set",
            "mixture.allow-licences=[MIT]");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.message())
        .contains(
            "Invalid mixture.weights: Unknown task or cluster 'parrity', did you mean 'parity'?",
            "Invalid quality.budgets: Unknown reason 'to-long', did you mean 'too-long'?",
            "Invalid mixture.allow-licences: Unknown licence 'MIT'");
  }

  @Test
  void endsWithTwoWhereATaskFileRunsCode() throws IOException {
    world.write(
        "tasks/parity.yaml",
        world
            .read("tasks/parity.yaml")
            .replace("get(options, label)", "reflect('java.lang.System', 'exit', 1)"));

    Outcome outcome = prepare();

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.message())
        .startsWith("Cannot select answer of task parity by \"reflect(")
        .contains("the function 'reflect' may not be used");
  }

  @Test
  void endsWithTwoWhereOptionsAreATextInsteadOfAnArray() throws IOException {
    world.write(
        "tasks/parity.yaml",
        world.read("tasks/parity.yaml").replace("\"array('even', 'odd')\"", "\"'even'\""));

    Outcome outcome = prepare();

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.message())
        .isEqualTo(
            "Cannot select options of task parity by \"'even'\": it is STRING, expected an"
                + " array of texts");
  }

  @Test
  void endsWithTwoWithoutATokenizerOrAPlaceToWrite() throws IOException {
    world.write("file", "no folder");
    Outcome unwritable = prepare("--set", "output.prepared=" + root.resolve("file/prepared"));
    assertThat(unwritable.code()).isEqualTo(2);
    assertThat(unwritable.message())
        .startsWith("Cannot write output.prepared: " + root.resolve("file/prepared"));

    Outcome without = prepare("--set", "tokenizer.file=" + root.resolve("none.json"));
    assertThat(without.code()).isEqualTo(2);
    assertThat(without.message())
        .isEqualTo(
            "Missing tokenizer file %s; `flan tokenizer` trains one"
                .formatted(root.resolve("none.json")));
  }

  @Test
  void printsThisTimeBesideLastTimeAndFailsWhereATaskLostItsRows() throws IOException {
    prepare();
    world.write("data/doubling/train.csv", "question,result\nTwice 1?,2\nTwice 2?,4\n");
    String[] compare = {
      "--compare-with",
      world.prepared().toString(),
      "--set",
      "output.prepared=" + root.resolve("new")
    };

    String printed = printedBy(() -> assertThat(prepare(compare).code()).isZero());
    Outcome refused =
        prepare(
            "--compare-with",
            world.prepared().toString(),
            "--set",
            "output.prepared=" + root.resolve("refused"),
            "--set",
            "quality.min-rows-share-of-last=0.9");

    assertThat(printed.lines().toList())
        .anySatisfy(line -> assertThat(line).startsWith("doubling").contains("120 > 2"))
        .anySatisfy(line -> assertThat(line).startsWith("parity").contains("120 > 120"));
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.message()).endsWith("- doubling: 2 rows, 120 last time");
    assertThat(root.resolve("refused/_SUCCESS")).doesNotExist();
  }

  @Test
  void showsOneExampleAtEveryStationWithItsCountedTokens() throws IOException {
    prepare();
    String train = world.rows("examples/split=train", ExampleRow.TABLE).get(7).exampleId();
    String test = world.rows("evaluation/split=test", EvaluationRow.TABLE).get(0).exampleId();

    String trained = printedBy(() -> assertThat(prepare("--explain", train).code()).isZero());
    String asked = printedBy(() -> assertThat(prepare("--explain", test).code()).isZero());
    Outcome unknown = prepare("--explain", "parity/train/0000000000000000");

    assertThat(trained)
        .contains("record     task doubling, cluster doubles, split train, licence own")
        .containsPattern("target     \\d+")
        .containsPattern("packed     shard \\d, row \\d+, segment \\d+: positions")
        .containsPattern("tokens     Tw.*\\[\\d+]\\[<0>]");
    assertThat(asked).contains("prompt     ", "references ");
    assertThat(unknown.code()).isEqualTo(3);
    assertThat(unknown.message()).startsWith("Unknown example 'parity/train/0000000000000000'");
  }

  private static String printedBy(Runnable command) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      command.run();
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private Outcome prepare(String... more) {
    List<String> arguments = new ArrayList<>();
    world.settings().forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    arguments.addAll(List.of(more));
    return CommandFrame.execute(new PrepareCommand(), arguments.toArray(String[]::new));
  }
}
