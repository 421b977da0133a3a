package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.flanspark.command.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The expected scores were computed with PyTorch in double precision from the folder's weights, by
 * a program that gives transformers' numbers of {@code TinyGpt2IT} for its texts.
 */
class ScoreCommandIT {
  private static final String MODEL = "src/test/resources/huggingface/tiny-gpt2";

  private static final String LINES =
      """
      {"prompt": "2 + 2?", "options": ["4", "five"], "id": 17}
      {"prompt": "Is it?", "options": ["yes", "no", "maybe so"]}
      """;

  @TempDir private Path folder;

  @Test
  void scoresTheOptionsOfEachLineInOrder() throws IOException {
    CommandOutput output = score(LINES);

    assertThat(output.outcome()).isEqualTo(Outcome.done("2 lines scored"));
    List<String> lines = output.stdout().lines().toList();
    assertThat(lines).hasSize(2);
    assertScores(lines.get(0), List.of(-4.959875, -31.378585), "[1,4]");
    assertScores(lines.get(1), List.of(-22.261814, -12.302512, -49.277963), "[3,2,8]");
  }

  @Test
  void putsPromptsAsInTrainingWithTheOption() throws IOException {
    List<String> lines = score(LINES, "--separator").stdout().lines().toList();

    assertScores(lines.get(0), List.of(-4.225432, -28.63503), "[1,4]");
    assertScores(lines.get(1), List.of(-21.981472, -14.639141, -44.619711), "[3,2,8]");
  }

  @Test
  void writesTheFileThatIsNamedAndNothingElse() throws IOException {
    String printed = score(LINES).stdout();
    Path output = Files.writeString(folder.resolve("scores.jsonl"), "old");

    CommandOutput written = score(LINES, "--output", output.toString());

    assertThat(written.stdout()).isEmpty();
    assertThat(Files.readString(output)).isEqualTo(printed);
    assertThat(files()).containsExactly("lines.jsonl", "scores.jsonl");
  }

  @Test
  void aFileLargerThanOnePartHasALineForEachLine() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      lines.append("{\"prompt\": \"%s + 2?\", \"options\": [\"4\"]}%n".formatted(i));
    }

    List<String> scores = score(lines.toString()).stdout().lines().toList();

    assertThat(scores).hasSize(600);
    JsonNode alone = json(score("{\"prompt\": \"577 + 2?\", \"options\": [\"4\"]}").stdout());
    assertThat(json(scores.get(577)).at("/log_probs/0").asDouble())
        .isCloseTo(alone.at("/log_probs/0").asDouble(), within(1e-4));
  }

  @Test
  void readsStandardInput() {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(LINES.getBytes(StandardCharsets.UTF_8)));
    try {
      CommandOutput output = CommandOutput.of(new ScoreCommand(), "--model", MODEL, "--input", "-");
      assertThat(output.stdout().lines()).hasSize(2);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void aRunThatFailsLeavesTheOldFileAndNoHalfOne() throws IOException {
    Path output = Files.writeString(folder.resolve("scores.jsonl"), "old");

    CommandOutput failed =
        score(
            "{\"prompt\": \"a\", \"options\": [\"b\"]}\n".repeat(300) + "{",
            "--output",
            output.toString());

    assertThat(failed.outcome().code()).isEqualTo(3);
    assertThat(failed.outcome().message()).startsWith("Invalid line 301 of ");
    assertThat(output).hasContent("old");
    assertThat(files()).containsExactly("lines.jsonl", "scores.jsonl");
  }

  @Test
  void namesTheLineThatIsWrongAndWhatIsWrong() throws IOException {
    assertRefused("[1]", "array, expected a JSON object");
    assertRefused("", "nothing, expected a JSON object");
    assertRefused("{\"options\": [\"a\"]}", "missing 'prompt'");
    assertRefused("{\"prompt\": 7, \"options\": [\"a\"]}", "'prompt' is number, expected a text");
    assertRefused(
        "{\"prompt\": \"\", \"options\": [\"a\"]}", "'prompt' has no token, expected at least 1");
    assertRefused("{\"prompt\": \"a\"}", "missing 'options'");
    assertRefused(
        "{\"prompt\": \"a\", \"options\": \"b\"}",
        "'options' is string, expected a list of at least 1 text");
    assertRefused(
        "{\"prompt\": \"a\", \"options\": []}",
        "'options' is empty, expected a list of at least 1 text");
    assertRefused(
        "{\"prompt\": \"a\", \"options\": [\"b\", null]}", "option 2 is null, expected a text");
    assertRefused(
        "{\"prompt\": \"a\", \"options\": [\"b\", \"\"]}",
        "option 2 has no token, expected at least 1");
    assertRefused(
        "{\"prompt\": \"%s\", \"options\": [\"b\", \"cd\"]}".formatted("a".repeat(63)),
        "a prompt of 63 tokens and option 2 of 2, expected at most the model's context of 64"
            + " together");
  }

  @Test
  void brokenJsonNamesItsLine() throws IOException {
    Outcome outcome =
        score("{\"prompt\": \"a\", \"options\": [\"b\"]}\n{\"prompt\": a}\n").outcome();

    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.message())
        .startsWith("Invalid line 2 of " + folder.resolve("lines.jsonl"))
        .contains("Unrecognized token 'a'")
        .endsWith("expected a JSON object");
  }

  @Test
  void refusesFilesThatAreNotThere() {
    String missing = folder.resolve("missing.jsonl").toString();
    assertThat(CommandOutput.of(new ScoreCommand(), "--model", MODEL, "--input", missing).outcome())
        .isEqualTo(new Outcome(2, "failed", "Missing input file " + missing));
    assertThat(
            CommandOutput.of(new ScoreCommand(), "--model", MODEL, "--input", folder.toString())
                .outcome())
        .isEqualTo(
            new Outcome(2, "failed", "Invalid --input: %s, expected a file".formatted(folder)));
  }

  @Test
  void refusesToWriteOverAFolder() throws IOException {
    assertThat(score(LINES, "--output", folder.toString()).outcome())
        .isEqualTo(
            new Outcome(2, "failed", "Invalid --output: %s, expected a file".formatted(folder)));
  }

  private void assertRefused(String line, String problem) throws IOException {
    assertThat(score(line + "\n").outcome())
        .isEqualTo(
            new Outcome(
                3,
                "failed",
                "Invalid line 1 of %s: %s".formatted(folder.resolve("lines.jsonl"), problem)));
  }

  private static void assertScores(String line, List<Double> scores, String counts)
      throws IOException {
    JsonNode answer = json(line);
    assertThat(answer.get("log_probs")).hasSize(scores.size());
    for (int i = 0; i < scores.size(); i++) {
      assertThat(answer.get("log_probs").get(i).asDouble()).isCloseTo(scores.get(i), within(5e-5));
    }
    assertThat(answer.get("token_counts")).hasToString(counts);
  }

  private CommandOutput score(String lines, String... arguments) throws IOException {
    Path input = Files.writeString(folder.resolve("lines.jsonl"), lines);
    return CommandOutput.of(
        new ScoreCommand(),
        Stream.concat(
                Stream.of("--model", MODEL, "--input", input.toString()), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static JsonNode json(String line) throws IOException {
    return new ObjectMapper().readTree(line);
  }
}
