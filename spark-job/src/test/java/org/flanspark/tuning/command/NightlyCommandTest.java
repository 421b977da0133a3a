package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightlyCommandTest {
  @TempDir private Path folder;
  private String config = "";

  @BeforeEach
  void writeConfig() throws IOException {
    config =
        Files.writeString(
                folder.resolve("run.yaml"), "nightly: {folder: %s/nightly}".formatted(folder))
            .toString();
  }

  @Test
  void aRollbackWithoutAModelInServiceIsRefused() throws IOException {
    Outcome outcome = CommandFrame.execute(new NightlyCommand(), "rollback", "--config", config);
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                3,
                "failed",
                "Cannot roll back: no model is in service in file:%s/nightly".formatted(folder)));
    assertThat(Files.readString(folder.resolve("nightly/outcome.json"))).contains("\"code\" : 3");
    assertThat(folder.resolve("nightly/.lock")).doesNotExist();
  }

  @Test
  void optionsMayStandBeforeTheSubcommand() {
    Outcome outcome = CommandFrame.execute(new NightlyCommand(), "--config", config, "rollback");
    assertThat(outcome.message()).endsWith("file:%s/nightly".formatted(folder));
  }

  @Test
  void aRollbackDuringANightSaysWhoIsAtWork() throws IOException {
    Files.createDirectories(folder.resolve("nightly"));
    String host = InetAddress.getLocalHost().getHostName();
    Files.writeString(
        folder.resolve("nightly/.lock"),
        """
        {"host": "%s", "process": %s, "startedMillis": %s, "purpose": "night 2026-01-31"}
        """
            .formatted(
                host,
                ProcessHandle.current().pid(),
                ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli()));
    Outcome outcome = CommandFrame.execute(new NightlyCommand(), "rollback", "--config", config);
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.outcome()).isEqualTo("locked");
    assertThat(outcome.message()).contains("night 2026-01-31", " on " + host);
    assertThat(folder.resolve("nightly/.lock")).exists();
  }

  @Test
  void aHistoryOfNoNightsIsEmpty() {
    assertThat(CommandFrame.execute(new NightlyCommand(), "history", "--config", config))
        .isEqualTo(Outcome.done("history printed"));
  }
}
