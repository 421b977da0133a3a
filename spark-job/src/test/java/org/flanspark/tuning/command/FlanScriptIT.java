package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.flanspark.config.ConfigReference;
import org.flanspark.tuning.command.FlanScript.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlanScriptIT {
  @TempDir Path folder;

  @Test
  void stdoutCarriesTheResultAndNothingElse() throws Exception {
    Ended ended = flan().run("config", "--reference");

    assertThat(ended.stdout()).isEqualTo(ConfigReference.yaml());
    assertThat(ended.code()).isZero();
  }

  @Test
  void returnsTheExitCodeOfTheProgram() throws Exception {
    Path file = Files.writeString(folder.resolve("run.yaml"), "training: {learning-rat: 0.1}\n");

    Ended ended = flan().run("config", "--check", file.toString());

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.stderr())
        .contains("Unknown key 'training.learning-rat', did you mean 'training.learning-rate'?");
    assertThat(ended.stdout()).isEmpty();
  }

  @Test
  void aProfilesOwnSettingsReachTheProgram() throws Exception {
    Path profile = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(
        profile.resolve("spark-defaults.conf"), "spark.flanspark.execution.threads  none\n");
    Path file = Files.writeString(folder.resolve("run.yaml"), "model: {layers: 2}\n");

    Ended ended =
        flan()
            .run(
                "--profile",
                profile.toString(),
                "--master",
                "local[1]",
                "config",
                "--check",
                file.toString());

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.stderr()).contains("Invalid execution.threads: none");
  }

  @Test
  void anUnknownCommandNamesTheNearest() throws Exception {
    Ended ended = flan().run("trian");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.stderr()).isEqualTo("error: Unknown command 'trian', did you mean 'train'?\n");
  }

  @Test
  void anUnknownProfileIsRefused() throws Exception {
    Ended ended = flan().run("--profile", "nowhere", "train");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.stderr())
        .startsWith("error: Unknown profile ")
        .contains("cluster-conf/nowhere");
  }

  @Test
  void aSparkHomeOfAnotherScalaIsRefused() throws Exception {
    Path spark = Files.createDirectories(folder.resolve("spark"));
    Files.createDirectory(spark.resolve("jars"));
    Files.createFile(spark.resolve("jars/spark-core_2.13-3.5.5.jar"));
    Path submit =
        Files.createFile(Files.createDirectory(spark.resolve("bin")).resolve("spark-submit"));
    assertThat(submit.toFile().setExecutable(true)).isTrue();

    Ended ended = new FlanScript(folder, Map.of("SPARK_HOME", spark.toString())).run("prepare");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.stderr())
        .startsWith("error: Invalid SPARK_HOME: " + spark)
        .contains("expected Spark 3.5 with Scala 2.12, found jars/spark-core_2.13-3.5.5.jar");
  }

  private FlanScript flan() {
    return new FlanScript(folder, Map.of());
  }
}
