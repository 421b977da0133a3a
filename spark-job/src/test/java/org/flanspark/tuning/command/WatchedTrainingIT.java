package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.Outcome;
import org.flanspark.config.RunConfig;
import org.flanspark.data.LocalSpark;
import org.flanspark.tuning.tracking.LoggedWarnings;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.flanspark.tuning.tracking.tensorboard.EventFileReader;
import org.flanspark.tuning.tracking.tensorboard.EventFileReader.Event;
import org.flanspark.tuning.training.RunFolder;
import org.flanspark.tuning.training.TinyPreparedShards;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code flan train}, as those see it who watch. */
class WatchedTrainingIT {
  private static final Configuration HADOOP = new Configuration();

  @TempDir Path folder;

  @BeforeEach
  void writeData() {
    assertThat(LocalSpark.session()).isNotNull();
    TinyPreparedShards.write(TinyPreparedShards.config(folder, Map.of()), HADOOP);
  }

  @Test
  void tensorBoardAndPrometheusShowWhatTheMetricsFileHolds() throws Exception {
    train("training.max-steps=6");
    train("training.max-steps=12", "--resume");

    List<RoundMetrics> rounds =
        RoundMetrics.read(new RunFolder(new org.apache.hadoop.fs.Path(run().toUri())), HADOOP);
    assertThat(rounds).extracting(RoundMetrics::round).containsExactly(1, 2, 3, 4);
    List<List<Event>> files = EventFileReader.folder(run().resolve("tensorboard"));
    assertThat(files).hasSize(2);
    List<Event> shown =
        files.stream().flatMap(List::stream).filter(event -> !event.scalars().isEmpty()).toList();
    assertThat(shown).extracting(Event::step).containsExactly(1L, 2L, 3L, 4L);
    assertThat(shown.get(3).scalars())
        .containsEntry("loss", (float) rounds.get(3).loss())
        .containsEntry("validation_loss", rounds.get(3).validationLoss().floatValue())
        .containsEntry("loss_by_task/next", rounds.get(3).lossByTask().get("next").floatValue())
        .containsEntry("seconds/local", (float) rounds.get(3).exchange().localSeconds());
    assertThat(scraped())
        .contains("_driver_training_round_Value{type=\"gauges\"} 4.0")
        .contains("_driver_training_rounds_total_Value{type=\"gauges\"} 4.0")
        .contains("_driver_training_loss_Value{type=\"gauges\"} " + rounds.get(3).loss());
  }

  @Test
  void aFolderThatCannotBeWrittenCostsOneWarningAndNotTheRun() throws IOException {
    Files.createDirectories(run());
    Files.writeString(run().resolve("tensorboard"), "in the way");
    try (LoggedWarnings warnings = LoggedWarnings.of("org.flanspark.tuning.tracking")) {
      train("training.max-steps=9", "--resume");

      assertThat(warnings.texts())
          .singleElement()
          .asString()
          .startsWith("Writing %s/tensorboard for TensorBoard failed".formatted(run()));
    }
    assertThat(run().resolve("model/model.safetensors")).exists();
  }

  private void train(String setting, String... more) throws IOException {
    RunConfig config = TinyPreparedShards.config(folder, Map.of());
    Path file = Files.writeString(folder.resolve("run.yaml"), config.toYaml());
    String[] given = {"--config", file.toString(), "--set", setting};
    String[] arguments = Arrays.copyOf(given, given.length + more.length);
    System.arraycopy(more, 0, arguments, given.length, more.length);
    Outcome outcome = CommandFrame.execute(new TrainCommand(), arguments);
    assertThat(outcome.code()).as(outcome.message()).isZero();
  }

  private Path run() {
    return folder.resolve("run");
  }

  private static String scraped() throws IOException, InterruptedException {
    String page = LocalSpark.session().sparkContext().uiWebUrl().get() + "/metrics/prometheus/";
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(page)).build(), BodyHandlers.ofString())
        .body();
  }
}
