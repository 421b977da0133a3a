package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flanspark.tuning.command.FlanScript.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From records to a checkpoint on a real cluster: a master, two workers and their executors. */
class StandaloneClusterIT {
  private static final int WORKERS = 2;

  @TempDir Path folder;

  @Test
  @Timeout(900)
  void preparesAndTrainsOnTwoExecutors() throws Exception {
    FlanScript flan = new FlanScript(folder, Map.of("SPARK_LOCAL_IP", "127.0.0.1"));
    Path recipe = recipe();
    done(flan.run("sample", "--out", folder.resolve("records").toString()));
    done(flan.run("tokenizer", "--config", recipe.toString()));
    Path logs = Files.createDirectory(folder.resolve("cluster"));
    try (StandaloneCluster cluster = StandaloneCluster.start(FlanScript.spark(), logs, WORKERS)) {
      done(submit(flan, cluster, "prepare", recipe));
      done(submit(flan, cluster, "train", recipe));

      Ended again = submit(flan, cluster, "train", recipe);

      assertThat(again.code()).as(again.stderr()).isEqualTo(2);
      assertThat(again.stderr()).contains("--resume");
      assertThat(cluster.workersByApplication().values())
          .as("the workers that ran executors of prepare and of train")
          .startsWith(Set.of("worker-0", "worker-1"), Set.of("worker-0", "worker-1"));
    }
    assertPrepared(folder.resolve("prepared"));
    assertTrained(folder.resolve("run"));
  }

  private Path recipe() throws IOException {
    return SampleRecipe.write(
        folder,
        folder.toString(),
        """
        training: {max-steps: 8, batch-rows: 2, learning-rate: 1.0e-2, validate-every-rounds: 2}
        averaging: {master: dl4j, workers: 2, local-steps: 2}
        checkpoint: {every-rounds: 2}
        output: {prepared: %1$s/prepared, run: %1$s/run}
        """);
  }

  private static Ended submit(
      FlanScript flan, StandaloneCluster cluster, String command, Path recipe)
      throws IOException, InterruptedException {
    return flan.run(
        "--profile",
        "standalone",
        "--master",
        cluster.master(),
        command,
        "--config",
        recipe.toString());
  }

  private static void done(Ended ended) {
    assertThat(ended.code()).as(ended.stderr()).isZero();
  }

  private static void assertPrepared(Path prepared) throws IOException {
    assertThat(prepared.resolve("_SUCCESS")).exists();
    assertThat(prepared.resolve("packed/split=train/shard-00000.parquet")).isNotEmptyFile();
    JsonNode manifest = new ObjectMapper().readTree(prepared.resolve("manifest.json").toFile());
    assertThat(manifest.findValuesAsText("name"))
        .contains("diary_moods", "question_types", "small_inference");
  }

  private static void assertTrained(Path run) throws IOException {
    List<String> rounds = Files.readAllLines(run.resolve("metrics.jsonl"));
    assertThat(rounds).hasSize(4);
    JsonNode first = new ObjectMapper().readTree(rounds.get(0));
    JsonNode last = new ObjectMapper().readTree(rounds.get(3));
    assertThat(last.path("loss").asDouble()).isPositive().isLessThan(first.path("loss").asDouble());
    assertThat(run.resolve("checkpoints/round-000004/_SUCCESS")).exists();
    assertThat(run.resolve("checkpoints/round-000004/model.safetensors")).isNotEmptyFile();
  }
}
