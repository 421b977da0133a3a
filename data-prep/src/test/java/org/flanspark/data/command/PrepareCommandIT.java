package org.flanspark.data.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.Outcome;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.prepare.SmallWorld;
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

  private Outcome prepare(String... more) {
    List<String> arguments = new ArrayList<>();
    world.settings().forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    arguments.addAll(List.of(more));
    return CommandFrame.execute(new PrepareCommand(), arguments.toArray(String[]::new));
  }
}
