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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TasksCommandIT {
  @TempDir private Path root;

  private SmallWorld world;

  private record Run(Outcome outcome, String printed) {}

  @BeforeAll
  static void startSpark() {
    LocalSpark.session();
  }

  @BeforeEach
  void writeTasks() throws IOException {
    world = SmallWorld.in(root);
  }

  @Test
  void listsBuiltInTasksAndTheUsersOwnSideBySide() {
    Run listed = tasks("list");
    Run cluster = tasks("list", "--cluster", "doubles");

    assertThat(listed.printed().lines())
        .anyMatch(line -> line.matches("parity +arithmetic +classification +3 .* yours +yes +own"))
        .anyMatch(line -> line.matches("rte +natural-language-inference .* built in +no .*"));
    assertThat(cluster.printed().lines()).hasSize(2);
  }

  @Test
  void checksAFileAndItsFirstRecords() throws IOException {
    world.write(
        "data/parity/train.jsonl",
        "{\"number\": 1, \"label\": 1}\n{\"number\": 2, \"label\": 7}\n");

    Run right = tasks("check", root.resolve("tasks/parity.yaml").toString(), "--rows", "10");

    assertThat(right.outcome().code()).isZero();
    assertThat(right.printed())
        .contains("parity.yaml: classification, 3 templates")
        .contains("  1 records fit, rejected: {label-out-of-range=1}");
  }

  @Test
  void saysEverythingThatIsWrongWithAllFilesAtOnce() throws IOException {
    world.write(
        "tasks/parity.yaml",
        world
            .read("tasks/parity.yaml")
            .replace("metric: accuracy\n", "")
            .replace("{number}", "{numer}"));

    Run wrong =
        tasks(
            "check",
            root.resolve("tasks/parity.yaml").toString(),
            root.resolve("tasks/none.yaml").toString());

    assertThat(wrong.outcome().code()).isEqualTo(2);
    assertThat(wrong.outcome().message())
        .contains("Missing metric in ", "did you mean 'number'?", "Missing task file ");
  }

  @Test
  void showsRecordsInEveryTemplatesWordsWithTheCountedTokensMarked() {
    Run shown = tasks("preview", "doubling", "--rows", "2");

    assertThat(shown.printed())
        .contains("doubling, template 0\ninput   Twice 0?\ntarget  0\ntokens  Twice|")
        .contains("[0][<0>]")
        .contains("input   Twice 1?");
  }

  @Test
  void draftsATaskFileThatIsRightAsItStands() throws IOException {
    world.write(
        "data/moods/train.jsonl",
        """
        {"text": "I am glad", "mood": 1, "label": "good"}
        {"text": "I am sad", "mood": 2, "label": "bad"}
        {"text": "I sing", "mood": 1, "label": "good"}
        {"text": "I weep", "mood": 2, "label": "bad"}
        {"text": "I laugh", "mood": 1, "label": "good"}
        {"text": "I moan", "mood": 2, "label": "bad"}
        {"text": "I dance", "mood": 1, "label": "good"}
        {"text": "I sigh", "mood": 2, "label": "bad"}
        """);
    Path drafted = root.resolve("moods.yaml");
    String records = root.resolve("data/moods/train.jsonl").toString();

    Run written = tasks("new", records, "--out", drafted.toString());
    Run checked = tasks("check", drafted.toString(), "--rows", "8");
    Run again = tasks("new", records, "--out", drafted.toString());

    assertThat(written.outcome().code()).isZero();
    assertThat(Files.readString(drafted))
        .contains("kind: classification", "options: \"array('bad', 'good')\"", "train: train");
    assertThat(checked.printed()).contains("classification, 2 templates", "  8 records fit\n");
    assertThat(again.outcome().code()).isEqualTo(2);
    assertThat(again.outcome().message()).contains("it is there already");
  }

  @Test
  void hintsAtArraysThatMayHoldSeveralRecords() throws IOException {
    world.write(
        "data/talk/train.jsonl",
        "{\"page\": \"Tides\", \"turns\": [\"Why?\", \"When?\"], \"answer\": \"The moon\"}\n");
    Path drafted = root.resolve("talk.yaml");

    tasks("new", root.resolve("data/talk/train.jsonl").toString(), "--out", drafted.toString());
    String hint = "  # explode: \"`turns`\"";
    assertThat(Files.readString(drafted)).contains(hint);
    String exploded =
        Files.readString(drafted)
            .replace(hint, hint.replace("# ", ""))
            .replaceAll("(share: [0-9.]+)", "$1, group-by: [page]");
    Files.writeString(drafted, exploded);
    Run checked = tasks("check", drafted.toString(), "--rows", "8");

    assertThat(checked.printed()).contains("generation, 2 templates", "  2 records fit\n");
  }

  @Test
  void draftsAGenerationWhereAnswersAreFreeText() throws IOException {
    world.write(
        "data/facts/train.csv",
        "question,answer\nWho is first?,Ann came first\nWho is last?,Bob was the last one\n");
    Path drafted = root.resolve("facts.yaml");

    tasks("new", root.resolve("data/facts/train.csv").toString(), "--out", drafted.toString());
    Run checked = tasks("check", drafted.toString(), "--rows", "8");

    assertThat(Files.readString(drafted)).contains("kind: generation", "format: csv");
    assertThat(checked.printed()).contains("generation, 2 templates", "  2 records fit\n");
  }

  @Test
  void listsTheShippedMixturesWithWhatTheyAre() {
    assertThat(tasks("mixtures").printed().lines())
        .hasSize(26)
        .anyMatch(
            line -> line.startsWith("without-sentiment ") && line.contains("all but sentiment"));
  }

  private Run tasks(String subcommand, String... more) {
    List<String> arguments = new ArrayList<>(List.of(subcommand));
    arguments.addAll(List.of(more));
    if (!List.of("new", "mixtures").contains(subcommand)) {
      world
          .settings()
          .forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    }
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Outcome outcome = CommandFrame.execute(new TasksCommand(), arguments.toArray(String[]::new));
      return new Run(outcome, printed.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }
}
