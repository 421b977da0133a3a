package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.command.FlanScript.Ended;
import org.flanspark.tuning.training.TinyPreparedShards;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of two workers on one host, each with one of its two made-up cards. */
@Timeout(600)
class GpuClusterIT {
  private static final Path JOB_JAR =
      FlanScript.repository().resolve("spark-job/target/flanspark.jar");
  private static final Path TEST_CLASSES =
      FlanScript.repository().resolve("spark-job/target/test-classes");

  @TempDir static Path folder;

  private static StandaloneCluster cluster;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Path claim = FlanScript.repository().resolve("cluster-conf/gpu/claim-gpu");
    cluster =
        StandaloneCluster.start(
            FlanScript.spark(),
            Files.createDirectory(folder.resolve("cluster")),
            2,
            Map.of(
                "SPARK_WORKER_OPTS",
                "-Dspark.worker.resource.gpu.amount=1"
                    + " -Dspark.worker.resource.gpu.discoveryScript="
                    + claim,
                "CUDA_VISIBLE_DEVICES",
                "0,1",
                "FLAN_GPU_CLAIMS",
                folder.resolve("claims").toString()));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void tasksThatRunAtOneTimeHaveDifferentCards() throws Exception {
    String classPath = JOB_JAR + ":" + TEST_CLASSES;
    Ended ended =
        flan()
            .submit(
                "--master",
                cluster.master(),
                "--class",
                TaskDeviceProbe.class.getName(),
                "--driver-class-path",
                classPath,
                "--conf",
                "spark.executor.extraClassPath=" + classPath,
                "--conf",
                "spark.executor.memory=1g",
                "--conf",
                "spark.executor.resource.gpu.amount=1",
                "--conf",
                "spark.task.resource.gpu.amount=1",
                "spark-internal");

    assertThat(ended.stdout()).as(ended.stderr()).isEqualTo("cards: [0, 1]\n");
    assertThat(ended.code()).isZero();
  }

  @Test
  void moreWorkersThanCardsAreRefusedAfterAWhile() throws Exception {
    RunConfig config =
        TinyPreparedShards.config(
            folder, Map.of("averaging.workers", "3", "execution.wait-seconds", "5"));
    TinyPreparedShards.write(config, new Configuration());
    Path recipe = Files.writeString(folder.resolve("run.yaml"), config.toYaml());

    Ended ended =
        flan()
            .run(
                "--profile",
                "standalone",
                "--master",
                cluster.master(),
                "--conf",
                "spark.cores.max=3",
                "--conf",
                "spark.executor.resource.gpu.amount=1",
                "train",
                "--config",
                recipe.toString());

    assertThat(ended.code()).as(ended.stderr()).isEqualTo(2);
    // How many of the two executors come within the time is the machine's affair.
    assertThat(ended.stderr())
        .containsPattern("Waiting for executors: [012] of 3 workers have one, 0 s of 5")
        .containsPattern(
            "error: Cannot train with averaging.workers: 3: after 5 s \\(execution.wait-seconds\\)"
                + " the cluster has executors for [012] of them; missing: [123], each with"
                + " spark.executor.cores=1, spark.executor.memory=2g,"
                + " spark.executor.resource.gpu.amount=1; lower averaging.workers, or give the run"
                + " more executors \\(now spark.cores.max=3\\)");
    assertThat(folder.resolve("run/checkpoints")).doesNotExist();
  }

  private static FlanScript flan() {
    return new FlanScript(folder, Map.of("SPARK_LOCAL_IP", "127.0.0.1"));
  }
}
