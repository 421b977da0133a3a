package org.flanspark.tuning.tracking.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.tracking.LoggedWarnings;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.flanspark.tuning.tracking.Rounds;
import org.flanspark.tuning.tracking.mlflow.MlflowWatcher.Timing;
import org.flanspark.tuning.tracking.mlflow.TestMlflow.Request;
import org.flanspark.tuning.training.TrainingEnd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MlflowWatcherTest {
  private static final String API = "/api/2.0/mlflow/";
  private static final String BATCH = "POST " + API + "runs/log-batch";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PACKAGE = "org.flanspark.tuning.tracking.mlflow";

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-31T02:15:00Z"), ZoneOffset.UTC);

  /** What has come together is sent at the beginning and at the end. */
  private static final Timing ONCE =
      new Timing(Duration.ofHours(1), Duration.ofSeconds(20), Duration.ofSeconds(30));

  @TempDir Path folder;
  private final TestMlflow mlflow = TestMlflow.start();

  @AfterEach
  void stop() {
    mlflow.close();
  }

  @Test
  void makesExperimentAndRunAndSendsTheRoundsInOneBatch() throws IOException {
    train(List.of(), List.of(Rounds.round(1), Rounds.round(2)), TrainingEnd.FINISHED);

    List<Request> requests = mlflow.requests();
    assertThat(requests)
        .extracting(Request::what)
        .containsExactly(
            "GET " + API + "experiments/get-by-name?experiment_name=nightly+models",
            "POST " + API + "experiments/create",
            "POST " + API + "runs/create",
            BATCH,
            BATCH,
            "POST " + API + "runs/update");
    assertThat(requests).allMatch(request -> request.authorization().equals("Bearer my-token"));
    assertThat(requests.get(1).body()).isEqualTo("{\"name\":\"nightly models\"}");
    assertThat(requests.get(2).body())
        .isEqualTo(
            "{\"experiment_id\":\"7\",\"run_name\":\"run\",\"start_time\":1769825700000,\"tags\":["
                + "{\"key\":\"mlflow.source.name\",\"value\":\"flan train\"},"
                + "{\"key\":\"flanspark.run\",\"value\":\"%s/run\"}]}",
            folder);
    JsonNode settings = JSON.readTree(requests.get(3).body());
    assertThat(settings.path("run_id").asText()).isEqualTo("abc");
    assertThat(settings.path("params"))
        .hasSizeLessThanOrEqualTo(100)
        .contains(param("training.learning-rate", "0.001"), param("mixture.tasks", "[\"all\"]"))
        .noneMatch(param -> param.path("key").asText().equals("training.max-steps"));
    assertThat(requests.get(4).body())
        .startsWith(
            "{\"run_id\":\"abc\",\"metrics\":["
                + "{\"key\":\"loss\",\"value\":0.5,\"timestamp\":1769825700000,\"step\":1},"
                + "{\"key\":\"learning_rate\",\"value\":0.001,\"timestamp\":1769825700000,\"step\":1},")
        .contains(
            "{\"key\":\"loss\",\"value\":1.0,\"timestamp\":1769825700000,\"step\":2}",
            "{\"key\":\"validation_loss\",\"value\":1.25,\"timestamp\":1769825700000,\"step\":2}",
            "{\"key\":\"loss_by_task/rte\",\"value\":1.0,\"timestamp\":1769825700000,\"step\":2}");
    assertThat(requests.get(5).body())
        .isEqualTo("{\"run_id\":\"abc\",\"status\":\"FINISHED\",\"end_time\":1769825700000}");
    assertThat(JSON.readTree(Files.readString(folder.resolve("run/mlflow.json"))))
        .isEqualTo(
            JSON.readTree(
                "{\"tracking_uri\":\"%s\",\"run_id\":\"abc\",\"sent_round\":2}"
                    .formatted(mlflow.address())));
  }

  @Test
  void aResumedRunGoesOnInTheSameMlflowRunWithTheRoundsThatItMissed() throws IOException {
    train(List.of(), List.of(Rounds.round(1)), TrainingEnd.FAILED);
    assertThat(mlflow.requests().get(5).body()).contains("\"status\":\"FAILED\"");
    int before = mlflow.requests().size();

    train(
        List.of(Rounds.round(1), Rounds.round(2)), List.of(Rounds.round(3)), TrainingEnd.FINISHED);

    List<Request> resumed = mlflow.requests().subList(before, mlflow.requests().size());
    assertThat(resumed)
        .extracting(Request::what)
        .containsExactly("POST " + API + "runs/update", BATCH, "POST " + API + "runs/update");
    assertThat(resumed.get(0).body()).isEqualTo("{\"run_id\":\"abc\",\"status\":\"RUNNING\"}");
    assertThat(steps(resumed.get(1))).containsExactly(2, 3);
  }

  @Test
  void anotherRunIsMadeWhereTheOldOneWasDeleted() {
    train(List.of(), List.of(Rounds.round(1)), TrainingEnd.FINISHED);
    mlflow.answers("runs/update", 404, "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\"}");

    train(List.of(), List.of(Rounds.round(1)), TrainingEnd.FINISHED);

    assertThat(mlflow.requests("POST " + API + "runs/create")).hasSize(2);
  }

  @Test
  void anExperimentThatIsThereIsUsed() {
    mlflow.answers("experiments/get-by-name", 200, "{\"experiment\": {\"experiment_id\": \"3\"}}");

    train(List.of(), List.of(Rounds.round(1)), TrainingEnd.FINISHED);

    assertThat(mlflow.requests("POST " + API + "experiments/create")).isEmpty();
    assertThat(mlflow.requests("POST " + API + "runs/create").get(0).body())
        .startsWith("{\"experiment_id\":\"3\"");
  }

  @Test
  void manyRoundsAreSentInRequestsOfAtMostAThousandMetrics() throws IOException {
    List<RoundMetrics> rounds = IntStream.rangeClosed(1, 150).mapToObj(Rounds::round).toList();

    train(rounds, List.of(), TrainingEnd.FINISHED);

    List<Request> batches = mlflow.requests(BATCH).subList(1, mlflow.requests(BATCH).size());
    assertThat(batches).hasSizeGreaterThan(1);
    for (Request batch : batches) {
      assertThat(JSON.readTree(batch.body()).path("metrics").size()).isBetween(1, 1000);
    }
    assertThat(batches.stream().flatMap(batch -> steps(batch).stream()))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 150).boxed().toList());
  }

  @Test
  void aServerThatAnswers500IsOneWarningAndNothingElse() {
    mlflow.answers("experiments/get-by-name", 500, "<html>down</html>");
    try (LoggedWarnings warnings = LoggedWarnings.of(PACKAGE)) {
      train(List.of(), List.of(Rounds.round(1), Rounds.round(2)), TrainingEnd.FINISHED);

      assertThat(warnings.texts())
          .containsExactly(
              "Showing the run in MLflow at %s failed, the run goes on: experiments/get-by-name: answered 500 "
                  .formatted(mlflow.address()));
    }
  }

  @Test
  void aWrongTokenIsSaidAndNotRepeated() {
    mlflow.answers("experiments/get-by-name", 401, "{}");
    try (LoggedWarnings warnings = LoggedWarnings.of(PACKAGE)) {
      train(List.of(), List.of(Rounds.round(1)), TrainingEnd.FINISHED);

      assertThat(warnings.texts().get(0))
          .contains("answered 401", "see MLFLOW_TRACKING_TOKEN")
          .doesNotContain("my-token");
    }
  }

  @Test
  void aServerThatHangsKeepsNoRoundWaitingAndTheEndNoLongerThanAllowed() {
    mlflow.hold();
    Timing hasty =
        new Timing(Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofMillis(400));
    try (LoggedWarnings warnings = LoggedWarnings.of(PACKAGE)) {
      MlflowWatcher watcher = watcher(hasty);
      watcher.begins(List.of());
      for (int round = 1; round <= 1000; round++) {
        watcher.roundDone(Rounds.round(round), Rounds.OUTLOOK);
      }
      watcher.ended(TrainingEnd.FINISHED);

      assertThat(warnings.texts()).hasSize(1);
    }
    assertThat(mlflow.requests()).isNotEmpty().allMatch(request -> request.what().contains("GET"));
  }

  @Test
  void whatAServerThatWasAwayMissedIsSentWhenItIsBack() throws InterruptedException {
    mlflow.answers("runs/log-batch", 503, "");
    Timing hasty =
        new Timing(Duration.ofMillis(20), Duration.ofSeconds(20), Duration.ofSeconds(30));
    MlflowWatcher watcher = watcher(hasty);
    watcher.begins(List.of());
    watcher.roundDone(Rounds.round(1), Rounds.OUTLOOK);
    while (mlflow.requests(BATCH).size() < 2) {
      Thread.onSpinWait();
    }
    mlflow.answers("runs/log-batch", 200, "{}");
    watcher.roundDone(Rounds.round(2), Rounds.OUTLOOK);
    watcher.ended(TrainingEnd.FINISHED);

    List<Request> batches = mlflow.requests(BATCH);
    assertThat(
            batches.stream()
                .filter(batch -> batch.body().contains("\"metrics\""))
                .flatMap(batch -> steps(batch).stream()))
        .contains(1, 2);
    assertThat(mlflow.requests("POST " + API + "runs/create")).hasSize(1);
  }

  @Test
  void whatTheServerRefusesForWhatItIsIsPassedOver() {
    mlflow.answers("runs/log-batch", 400, "{\"error_code\": \"INVALID_PARAMETER_VALUE\"}");
    try (LoggedWarnings warnings = LoggedWarnings.of(PACKAGE)) {
      train(List.of(), List.of(Rounds.round(1)), TrainingEnd.FINISHED);

      assertThat(warnings.texts()).hasSize(1);
    }
    assertThat(mlflow.requests("POST " + API + "runs/update")).hasSize(1);
  }

  @Test
  void aFolderThatCannotBeWrittenIsOneWarningAndOneRun() throws IOException {
    Files.writeString(folder.resolve("run"), "in the way");
    try (LoggedWarnings warnings = LoggedWarnings.of(PACKAGE)) {
      train(List.of(), List.of(Rounds.round(1)), TrainingEnd.FINISHED);

      assertThat(warnings.texts())
          .singleElement()
          .asString()
          .startsWith("A resumed run will be another one in MLflow: ");
    }
    assertThat(mlflow.requests("POST " + API + "runs/create")).hasSize(1);
    assertThat(mlflow.requests("POST " + API + "runs/update")).hasSize(1);
  }

  @Test
  void userAndPasswordAreAskedForBeforeAToken() {
    assertThat(
            MlflowServer.of(
                    Map.of(
                        "MLFLOW_TRACKING_URI", "https://mlflow.example.com/",
                        "MLFLOW_TRACKING_USERNAME", "me",
                        "MLFLOW_TRACKING_PASSWORD", "secret",
                        "MLFLOW_TRACKING_TOKEN", "token"))
                .orElseThrow())
        .satisfies(
            server -> {
              assertThat(server.authorization()).contains("Basic bWU6c2VjcmV0");
              assertThat(server.experiment()).isEqualTo("flanspark");
              assertThat(server).hasToString("MLflow at https://mlflow.example.com");
            });
    assertThat(MlflowServer.of(Map.of("MLFLOW_TRACKING_URI", " "))).isEmpty();
  }

  @Test
  void anAddressThatCannotBeUsedIsAWarningWithoutItsPassword() {
    try (LoggedWarnings warnings = LoggedWarnings.of(PACKAGE)) {
      assertThat(of("file:/tmp/mlruns")).isEmpty();
      assertThat(of("http://me:hidden@host")).isEmpty();

      assertThat(warnings.texts())
          .containsExactly(
              "The run is not shown in MLflow: Invalid MLFLOW_TRACKING_URI: file:/tmp/mlruns,"
                  + " expected the http or https address of a tracking server",
              "The run is not shown in MLflow: Invalid MLFLOW_TRACKING_URI: it holds a user's name"
                  + " or password, expected these in MLFLOW_TRACKING_USERNAME and"
                  + " MLFLOW_TRACKING_PASSWORD");
    }
  }

  private Optional<MlflowWatcher> of(String address) {
    return MlflowWatcher.of(
        Map.of("MLFLOW_TRACKING_URI", address),
        config(),
        new org.flanspark.tuning.training.RunFolder(path()),
        new Configuration());
  }

  /** The server answers once all rounds are done, so that they come together. */
  private void train(List<RoundMetrics> before, List<RoundMetrics> rounds, TrainingEnd end) {
    CountDownLatch allDone = mlflow.hold();
    MlflowWatcher watcher = watcher(ONCE);
    watcher.begins(before);
    rounds.forEach(round -> watcher.roundDone(round, Rounds.OUTLOOK));
    allDone.countDown();
    watcher.ended(end);
  }

  private MlflowWatcher watcher(Timing timing) {
    MlflowServer server =
        MlflowServer.of(
                Map.of(
                    "MLFLOW_TRACKING_URI", mlflow.address(),
                    "MLFLOW_EXPERIMENT_NAME", "nightly models",
                    "MLFLOW_TRACKING_TOKEN", "my-token"))
            .orElseThrow();
    return new MlflowWatcher(
        server, timing, config(), FolderFiles.of(path(), new Configuration()), CLOCK);
  }

  private org.apache.hadoop.fs.Path path() {
    return new org.apache.hadoop.fs.Path(folder.resolve("run").toString());
  }

  private static RunConfig config() {
    return RunConfig.read(
        ConfigSource.ofYaml("training: {learning-rate: 0.001}", LocalDate.of(2026, 1, 31)));
  }

  private static JsonNode param(String key, String value) {
    return JSON.createObjectNode().put("key", key).put("value", value);
  }

  private static List<Integer> steps(Request batch) {
    try {
      return JSON.readTree(batch.body()).path("metrics").findValues("step").stream()
          .map(JsonNode::asInt)
          .distinct()
          .toList();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
