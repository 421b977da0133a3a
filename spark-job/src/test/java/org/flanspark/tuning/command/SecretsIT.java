package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.flanspark.data.prepare.SmallWorld;
import org.flanspark.tuning.command.FlanScript.Ended;
import org.flanspark.tuning.tracking.mlflow.TestMlflow;
import org.flanspark.tuning.tracking.mlflow.TestMlflow.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Secrets where they belong, a whole night, and all that it wrote, logged and sent. */
@Timeout(300)
class SecretsIT {
  private static final String OF_STORE = "planted-3f9a-store";
  private static final String OF_ENVIRONMENT = "planted-71c2-environment";
  private static final String OF_MLFLOW = "planted-b05d-mlflow";

  @TempDir Path folder;

  @Test
  void noSecretIsWrittenLoggedOrSent() throws Exception {
    Path output = Files.createDirectory(folder.resolve("output"));
    Path profile = profile();
    try (TestMlflow mlflow = TestMlflow.start()) {
      FlanScript flan =
          new FlanScript(
              output,
              Map.of(
                  "AWS_SECRET_ACCESS_KEY", OF_ENVIRONMENT,
                  "MLFLOW_TRACKING_URI", mlflow.address(),
                  "MLFLOW_TRACKING_TOKEN", OF_MLFLOW));

      Ended ended =
          flan.run(
              "--profile",
              profile.toString(),
              "--master",
              "local[2]",
              "nightly",
              "--date",
              "2026-01-31",
              "--config",
              recipe(output).toString());

      assertThat(ended.code()).as(ended.stderr()).isZero();
      assertThat(filesWithSecrets(output)).isEmpty();
      assertThat(output.resolve("events")).as("the log of Spark's events").isNotEmptyDirectory();
      assertThat(output.resolve("nightly/nights/2026-01-31"))
          .isDirectoryContaining("glob:**/{run.yaml}")
          .isDirectoryContaining("glob:**/{plan.json}")
          .isDirectoryContaining("glob:**/{report.html}")
          .isDirectoryContaining("glob:**/{mlflow.json}")
          .isDirectoryContaining("glob:**/{tensorboard}");
      assertThat(mlflow.requests())
          .isNotEmpty()
          .allMatch(request -> request.authorization().equals("Bearer " + OF_MLFLOW));
      assertThat(mlflow.requests())
          .extracting(Request::body)
          .noneMatch(SecretsIT::holdsSecret)
          .anyMatch(body -> body.contains("\"status\":\"FINISHED\""));
    }
  }

  /** The one for this machine, with a store's key, more in its log, and a log of Spark's events. */
  private Path profile() throws IOException {
    Path local = FlanScript.repository().resolve("cluster-conf/local");
    Path profile = Files.createDirectory(folder.resolve("profile"));
    Files.writeString(
        profile.resolve("spark-defaults.conf"),
        Files.readString(local.resolve("spark-defaults.conf"))
            + """
            spark.driver.memory           1g
            spark.hadoop.fs.s3a.secret.key %s
            spark.eventLog.enabled        true
            spark.eventLog.dir            %s
            spark.logConf                 true
            """
                .formatted(OF_STORE, Files.createDirectory(folder.resolve("output/events"))));
    Files.writeString(
        profile.resolve("log4j2.properties"),
        Files.readString(local.resolve("log4j2.properties"))
            .replace("rootLogger.level = warn", "rootLogger.level = info"));
    return profile;
  }

  private Path recipe(Path output) throws IOException {
    SmallWorld world =
        SmallWorld.in(folder.resolve("world"))
            .with("mixture.tasks", "[parity, vowels]")
            .withTinyModel()
            .with("training.max-steps", "4")
            .with("averaging.local-steps", "2")
            .with("evaluation.baselines", "[majority, chance]")
            .with("output.prepared", output.resolve("prepared").toString())
            .with("output.rendered", output.resolve("rendered").toString())
            .with("output.answers", output.resolve("answers").toString())
            .with("nightly.folder", output.resolve("nightly").toString());
    RunConfig config =
        RunConfig.read(
            new ConfigSource(Map.of(), "", world.settings(), LocalDate.of(2026, 1, 31), Map.of()));
    return Files.writeString(folder.resolve("run.yaml"), config.toYaml());
  }

  private static Set<String> filesWithSecrets(Path folder) throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (holdsSecret(Files.readString(file, StandardCharsets.ISO_8859_1))) {
          found.add(folder.relativize(file).toString());
        }
      }
    }
    return found;
  }

  private static boolean holdsSecret(String text) {
    return List.of(OF_STORE, OF_ENVIRONMENT, OF_MLFLOW).stream().anyMatch(text::contains);
  }
}
