package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.Outcome;
import org.flanspark.data.LocalSpark;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandIT {
  @TempDir Path folder;

  @BeforeEach
  void startSpark() {
    assertThat(LocalSpark.session()).isNotNull();
  }

  @Test
  void missingPreparedDataIsTheDatasFault() throws IOException {
    Outcome outcome = train("output: {prepared: %1$s/none, run: %1$s/run}\n".formatted(folder));
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.message())
        .isEqualTo("Missing prepared data %s/none: run prepare first".formatted(folder));
    assertThat(folder.resolve("run/outcome.json")).content().contains("\"code\" : 3");
  }

  @Test
  void anUnknownKeyIsTheConfigurationsFaultAndLeavesNoFolder() throws IOException {
    Outcome outcome =
        train("training: {learning-rat: 1}\noutput: {run: %s/run}\n".formatted(folder));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.message()).contains("did you mean 'training.learning-rate'?");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void anUnfinishedPreparationIsTheDatasFault() throws IOException {
    Files.createDirectories(folder.resolve("prepared/packed"));
    Outcome outcome = train("output: {prepared: %1$s/prepared, run: %1$s/run}\n".formatted(folder));
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.message())
        .isEqualTo(
            "Cannot use prepared data %s/prepared: it has no _SUCCESS, so its preparation did not end; run prepare again"
                .formatted(folder));
  }

  private Outcome train(String yaml) throws IOException {
    Path config = Files.writeString(folder.resolve("run.yaml"), yaml);
    return CommandFrame.execute(new TrainCommand(), "--config", config.toString());
  }
}
