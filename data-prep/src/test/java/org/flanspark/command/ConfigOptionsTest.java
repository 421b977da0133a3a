package org.flanspark.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ConfigOptionsTest {
  @Test
  void theOptionsThatWereGivenServeAnotherCommand() {
    assertThat(
            argumentsOf(
                "--date=2026-01-31",
                "--set=training.passes=3",
                "--set=averaging.workers=4",
                "--limit=100",
                "--config=my run.yaml"))
        .containsExactly(
            "--config",
            "my run.yaml",
            "--set",
            "training.passes=3",
            "--set",
            "averaging.workers=4",
            "--limit",
            "100",
            "--date",
            "2026-01-31");
  }

  @Test
  void whatWasNotGivenIsNotSaid() {
    assertThat(argumentsOf()).isEmpty();
  }

  private static List<String> argumentsOf(String... given) {
    return CommandLine.populateCommand(new ConfigOptions(), given).arguments();
  }
}
