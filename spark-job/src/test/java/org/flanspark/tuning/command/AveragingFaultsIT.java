package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.command.FlanScript.Ended;
import org.flanspark.tuning.command.FlanScript.Running;
import org.flanspark.tuning.ledger.JsonLines;
import org.flanspark.tuning.ledger.LedgerEntry;
import org.flanspark.tuning.training.LocalTraining;
import org.flanspark.tuning.training.StartMode;
import org.flanspark.tuning.training.TinyPreparedShards;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trainings whose processes are killed, against undisturbed ones: three executors, each a process
 * of its own, and a driver.
 */
@Timeout(1200)
class AveragingFaultsIT {
  private static final Configuration HADOOP = new Configuration();

  /** 22 rows a pass, 6 a step, 2 steps a round. */
  private static final int PASSES_FOR_55_ROUNDS = 30;

  @TempDir Path folder;

  @BeforeEach
  void prepare() {
    TinyPreparedShards.write(config("any", Map.of()), HADOOP);
  }

  @Test
  @Tag("short")
  void executorsKilledInMidRoundCostTimeAndNotTheResult() throws Exception {
    killedExecutorsDoNotChangeTheResult(1, 3, PASSES_FOR_55_ROUNDS);
  }

  @Test
  @Tag("soak")
  void twentyKilledExecutorsDoNotChangeTheResult() throws Exception {
    killedExecutorsDoNotChangeTheResult(2, 20, 6 * PASSES_FOR_55_ROUNDS);
  }

  @Test
  void anExecutorsLocalMomentsAreLostWithItAndTheLedgerSaysSo() throws Exception {
    Map<String, String> local = Map.of("training.passes", "20");
    Running training = startOnThreeExecutors(config("local", local));
    new ExecutorKiller(training, file("local/metrics.jsonl"), 3).killAmongRounds(8, 20);
    Ended ended = training.await();

    assertThat(ended.code()).as(ended.stderr()).isZero();
    List<LedgerEntry> ledger = ledger("local");
    assertThat(ledger).hasSize(37);
    assertThat(ledger)
        .flatExtracting(LedgerEntry::notes)
        .isNotEmpty()
        .allMatch(note -> note.matches("worker [012]: moments were lost, and .*"));
    assertVerified("local", local);
  }

  @Test
  void aKilledDriverCostsWhatCameAfterTheLastCheckpoint() throws Exception {
    Map<String, String> saved =
        Map.of("training.passes", "30", "checkpoint.every-rounds", "7", "execution.threads", "1");
    LocalTraining.train(config("undisturbed", saved), StartMode.NEW);
    Path recipe = recipe(config("killed", saved));
    Running training = flan().start("--master", "local[2]", "train", "--config", recipe.toString());
    new ExecutorKiller(training, file("killed/metrics.jsonl"), 4).awaitRound(20);
    training.kill();

    Ended ended =
        flan().run("--master", "local[2]", "train", "--resume", "--config", recipe.toString());

    assertThat(ended.code()).as(ended.stderr()).isZero();
    assertSameModel("killed", "undisturbed");
    assertThat(file("killed/ledger.jsonl"))
        .hasSameBinaryContentAs(file("undisturbed/ledger.jsonl"));
    assertVerified("killed", saved);
  }

  private void killedExecutorsDoNotChangeTheResult(long seed, int kills, int passes)
      throws Exception {
    Map<String, String> averaged =
        Map.of(
            "averaging.moments", "averaged",
            "averaging.outer", "nesterov",
            "training.passes", Integer.toString(passes),
            "execution.threads", "1");
    LocalTraining.train(config("undisturbed", averaged), StartMode.NEW);
    int rounds = ledger("undisturbed").size();

    Running training = startOnThreeExecutors(config("disturbed", averaged));
    ExecutorKiller killer = new ExecutorKiller(training, file("disturbed/metrics.jsonl"), seed);
    for (int kill = 0; kill < kills; kill++) {
      killer.killAmongRounds(2 + rounds * kill / (kills + 1), rounds * (kill + 1) / (kills + 1));
    }
    Ended ended = training.await();

    assertThat(ended.code()).as(ended.stderr()).isZero();
    assertThat(ended.stderr()).contains("Lost executor");
    assertSameModel("disturbed", "undisturbed");
    assertVerified("disturbed", averaged);
  }

  private Running startOnThreeExecutors(RunConfig config) throws IOException {
    return flan()
        .start(
            "--master",
            "local-cluster[3,1,768]",
            "--conf",
            "spark.driver.memory=768m",
            "--conf",
            "spark.executor.memory=768m",
            "--conf",
            "spark.task.maxFailures=100",
            // As the profiles for clusters have it; there the cluster makes the secret.
            "--conf",
            "spark.authenticate=true",
            "--conf",
            "spark.authenticate.secret=of-this-test-alone",
            "--conf",
            "spark.network.crypto.enabled=true",
            "--conf",
            "spark.io.encryption.enabled=true",
            "train",
            "--config",
            recipe(config).toString());
  }

  private void assertVerified(String run, Map<String, String> settings) throws Exception {
    Ended ended =
        flan().run("ledger", "verify", "--config", recipe(config(run, settings)).toString());
    assertThat(ended.code()).as(ended.stderr()).isZero();
    assertThat(ended.stdout()).contains("each row once a pass");
  }

  private void assertSameModel(String run, String as) {
    assertThat(file(run + "/model/model.safetensors"))
        .hasSameBinaryContentAs(file(as + "/model/model.safetensors"));
  }

  private List<LedgerEntry> ledger(String run) {
    return JsonLines.read(
        new org.apache.hadoop.fs.Path(file(run + "/ledger.jsonl").toUri()),
        HADOOP,
        LedgerEntry.class);
  }

  private RunConfig config(String run, Map<String, String> overrides) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "averaging.workers", "3",
                "averaging.local-steps", "2",
                "checkpoint.every-rounds", "1000",
                "training.validate-every-rounds", "1000",
                "output.run", file(run).toString()));
    all.putAll(overrides);
    return TinyPreparedShards.config(folder, all);
  }

  private Path recipe(RunConfig config) throws IOException {
    String run = Path.of(config.output().run()).getFileName().toString();
    return Files.writeString(file(run + ".yaml"), config.toYaml());
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private FlanScript flan() {
    return new FlanScript(folder, Map.of("SPARK_LOCAL_IP", "127.0.0.1"));
  }
}
