package org.flanspark.tuning.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.ManifestFile;
import org.flanspark.data.shard.PreparedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {
  @TempDir private Path folder;
  private final Configuration hadoop = new Configuration();

  @Test
  void writesThePageAndTheFileForProgramsIntoTheRunFolder() throws IOException {
    ManifestFile.write(
        Reports.manifest(), new PreparedFolder(folder.resolve("prepared").toString()), hadoop);
    Files.createDirectories(folder.resolve("run"));
    Files.writeString(folder.resolve("run/run.yaml"), config().toYaml());
    Files.writeString(
        folder.resolve("run/metrics.jsonl"),
        """
        {"round":1,"step":20,"tokens":1000,"counted_tokens":300,"total_tokens":1000,"loss":5.5,\
        "validation_loss":5.25,"loss_by_task":{"sst2":5.5},"validation_loss_by_task":{},\
        "learning_rate":0.001,"gradient_norm":1.5,"tokens_per_second":500.0,"seconds":2.0,\
        "synchronising_seconds":0.25}
        """);
    Files.writeString(
        folder.resolve("run/plan.json"),
        """
        {"driver":{"heap_bytes":3,"off_heap_bytes":1,"overhead_bytes":2},
        "executor":{"heap_bytes":4,"off_heap_bytes":5,"overhead_bytes":6},
        "round":{"traffic":{"sent_bytes":8000,"returned_bytes":8000,"reduced_bytes":4000},
        "local_seconds":1.75,"exchange_seconds":0.125},"run":null}
        """);

    assertThat(ReportWriter.write(config(), hadoop).getName()).isEqualTo("report.html");

    assertThat(folder.resolve("run/report.html"))
        .content()
        .contains("Validation loss")
        .contains("5.25")
        .contains("0.125 s</td><td class=\"number\">0.25 s</td><td class=\"number\">200.0</td>");
    var json = new ObjectMapper().readTree(folder.resolve("run/report.json").toFile());
    assertThat(json.at("/training/loss/0").asDouble()).isEqualTo(5.5);
    assertThat(json.path("tasks").isNull()).isTrue();
  }

  @Test
  void refusesAFolderThatHoldsNoRun() {
    assertThatThrownBy(() -> ReportWriter.write(config(), hadoop))
        .isInstanceOf(DataException.class)
        .hasMessage("Cannot report on %s/run: it holds no run; run train first", folder);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  private RunConfig config() {
    return RunConfig.read(
        ConfigSource.ofYaml(
            "output: {prepared: %s/prepared, run: %s/run}".formatted(folder, folder),
            LocalDate.of(2026, 1, 31)));
  }
}
