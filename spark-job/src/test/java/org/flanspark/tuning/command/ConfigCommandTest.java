package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.Outcome;
import org.flanspark.config.ConfigReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
  @TempDir Path folder;

  private final PrintStream stdout = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stopListening() {
    System.setOut(stdout);
  }

  @Test
  void theReferenceIsAFileThatPassesTheCheck() throws IOException {
    assertThat(run("--reference").code()).isZero();
    Path reference =
        Files.writeString(folder.resolve("run.yaml"), printed.toString(StandardCharsets.UTF_8));

    assertThat(Files.readString(reference)).isEqualTo(ConfigReference.yaml());
    assertThat(run("--check", reference.toString())).isEqualTo(Outcome.done("checked"));
  }

  @Test
  void aCheckReportsEveryProblemAtOnce() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("run.yaml"),
            "training: {learning-rat: 0.1, batch-rows: none}\nmodle: {}\n");

    Outcome outcome = run("--check", file.toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.message())
        .startsWith("3 problems:")
        .contains(
            "'modle', did you mean 'model'?",
            "did you mean 'training.learning-rate'?",
            "batch-rows");
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void theEffectiveSettingsHaveAllKeysAndNoDateLeftToFillIn() throws IOException {
    Path file = Files.writeString(folder.resolve("run.yaml"), "model: {layers: 2}\n");

    Outcome outcome =
        run(
            "--effective",
            "--config",
            file.toString(),
            "--set",
            "model.heads=8",
            "--date",
            "2026-01-31");

    assertThat(outcome).isEqualTo(Outcome.done("settings printed"));
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("layers: 2", "heads: 8", "width: 256", "runs/2026-01-31")
        .doesNotContain("$");
  }

  @Test
  void aSettingOnTheCommandLineIsCheckedToo() throws IOException {
    Path file = Files.writeString(folder.resolve("run.yaml"), "model: {layers: 2}\n");

    assertThat(run("--check", file.toString(), "--set", "model.layers=none").code()).isEqualTo(2);
  }

  @Test
  void aFileThatIsMissingIsAConfigurationError() {
    Outcome outcome = run("--check", folder.resolve("none.yaml").toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.message()).startsWith("Missing configuration file ").contains("none.yaml");
  }

  @Test
  void nothingAskedIsAConfigurationError() {
    assertThat(run().message()).contains("--reference", "--check");
  }

  private static Outcome run(String... args) {
    return CommandFrame.execute(new ConfigCommand(), args);
  }
}
