package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  @Test
  void onKubernetesTheDriversExitCodeIsTakenFromTheLog() throws Exception {
    Ended failed = onKubernetes("kubernetes-driver-failed.log");

    assertThat(failed.code()).as(failed.stderr()).isEqualTo(1);
    assertThat(failed.stderr())
        .contains("exit code: 1")
        .contains("termination reason: Error")
        .endsWith("kubectl -n flanspark logs flan-train-0a1b2c-driver\n");
    assertThat(onKubernetes("kubernetes-driver-done.log").code()).isZero();
  }

  @Test
  void onKubernetesALogWithoutTheDriversEndIsAFailure() throws Exception {
    Ended ended = onKubernetes("kubernetes-driver-unknown.log");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.stderr()).contains("error: Cannot tell how the driver ended");
  }

  @Test
  void inAYarnClusterTheWholeConfigurationTravelsWithTheDriver() throws Exception {
    Path file = Files.writeString(folder.resolve("mine.yaml"), "model: {layers: 2}\n");

    Ended ended =
        onYarn(
            "while [ $# -gt 0 ]; do [ $1 != --files ] || cat ${2//,/ } | grep -A1 model:; echo $1;"
                + " shift; done",
            "train",
            "--resume",
            "--config",
            file.toString(),
            "--set=model.layers=3",
            "--date",
            "2026-01-31");

    assertThat(ended.code()).as(ended.stderr()).isZero();
    assertThat(ended.stdout())
        .contains("model:\n")
        .endsWith("--resume\n--config\nrun.yaml\n--date\n2026-01-31\n")
        .doesNotContain(file.toString());
  }

  @Test
  void aWrongConfigurationIsNotSubmittedToYarn() throws Exception {
    Ended ended = onYarn("echo submitted", "train", "--set", "output.run=file:/runs/one");

    assertThat(ended.code()).as(ended.stderr()).isEqualTo(2);
    assertThat(ended.stderr()).contains("error: Cannot use output.run: file:/runs/one");
    assertThat(ended.stdout()).isEmpty();
  }

  @Test
  void onYarnTheDriversExitCodeIsTheOneThatItLeft() throws Exception {
    String failing =
        "for word; do case $word in spark.flan.outcome-file=*) file=${word#*=};; esac; done;"
            + " mkdir -p .flan;"
            + " echo '{\"code\": 3, \"outcome\": \"failed\", \"message\": \"Bad shard\"}' > $file;"
            + " exit 1";

    Ended ended = onYarn(failing, "prepare");

    assertThat(ended.code()).as(ended.stderr()).isEqualTo(3);
    assertThat(ended.stderr()).contains("error: Bad shard");
    assertThat(folder.resolve(".flan")).isEmptyDirectory();
    assertThat(onYarn("exit 1", "prepare").code()).isEqualTo(1);
  }

  /** In cluster mode, with Spark's own classes and another {@code spark-submit}. */
  private Ended onYarn(String submit, String... command) throws Exception {
    Path spark = Files.createTempDirectory(folder, "spark");
    Files.createSymbolicLink(spark.resolve("jars"), FlanScript.spark().resolve("jars"));
    Path script = Files.createDirectory(spark.resolve("bin")).resolve("spark-submit");
    Files.writeString(script, "#!/usr/bin/env bash\n" + submit + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    List<String> arguments =
        new ArrayList<>(List.of("--profile", "yarn", "--conf", "spark.submit.deployMode=cluster"));
    arguments.addAll(List.of(command));
    return new FlanScript(folder, Map.of("SPARK_HOME", spark.toString()))
        .run(arguments.toArray(String[]::new));
  }

  /** With a {@code spark-submit} that logs in the form of Spark 3.5, and ends with 0 as it does. */
  private Ended onKubernetes(String log) throws Exception {
    Path spark = Files.createTempDirectory(folder, "spark");
    Files.createFile(
        Files.createDirectory(spark.resolve("jars")).resolve("spark-core_2.12-3.5.5.jar"));
    Path submit = Files.createDirectory(spark.resolve("bin")).resolve("spark-submit");
    Path said = Path.of("src/test/resources/submit").resolve(log).toAbsolutePath();
    Files.writeString(submit, "#!/usr/bin/env bash\ncat '%s' >&2\n".formatted(said));
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    return new FlanScript(
            folder,
            Map.of("SPARK_HOME", spark.toString(), "FLAN_JOB_JAR", "local:///opt/flanspark.jar"))
        .run("--profile", "kubernetes", "--master", "k8s://https://host:6443", "train");
  }

  private FlanScript flan() {
    return new FlanScript(folder, Map.of());
  }
}
