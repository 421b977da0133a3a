package org.flanspark.tuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.command.Outcome;
import org.flanspark.config.ConfigException;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.checkpoint.CheckpointStore;
import org.flanspark.tuning.ledger.JsonLines;
import org.flanspark.tuning.ledger.LedgerEntry;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run of eleven rounds with three workers, looked at from all sides, and runs beside it. */
class TrainingJobIT {
  private static final Configuration HADOOP = new Configuration();
  private static final String WHOLE = "whole";

  @TempDir static Path folder;

  @BeforeAll
  static void train() {
    TinyPreparedShards.write(config(WHOLE, Map.of()), HADOOP);
    LocalTraining.train(config(WHOLE, Map.of()), StartMode.NEW);
  }

  @Test
  void learnsTheRows() {
    List<RoundMetrics> rounds = metrics(WHOLE);
    // 6 passes over 22 rows are 22 steps of three workers with two rows each: 11 rounds of 2.
    assertThat(rounds).hasSize(11);
    RoundMetrics first = rounds.get(0);
    RoundMetrics last = rounds.get(10);
    assertThat(first.step()).isEqualTo(2);
    assertThat(first.tokens()).isEqualTo(12 * 24);
    assertThat(first.countedTokens()).isEqualTo(12 * 12);
    assertThat(first.loss()).isCloseTo(Math.log(257), within(0.5));
    assertThat(first.validationLoss()).isNull();
    assertThat(first.lossByTask()).containsOnlyKeys("next", "same");
    assertThat(last.totalTokens()).isEqualTo(6 * 22 * 24);
    assertThat(last.loss()).isLessThan(2);
    assertThat(last.validationLoss()).isLessThan(2);
    assertThat(last.validationLossByTask()).containsOnlyKeys("next", "same");
    assertThat(last.learningRate()).isEqualTo(1.0e-2);
    assertThat(last.seconds()).isGreaterThan(last.synchronisingSeconds());
  }

  @Test
  void leavesAModelCheckpointsSettingsAndALedger() {
    assertThat(file("whole/model/config.json")).exists();
    assertThat(file("whole/model/model.safetensors")).exists();
    assertThat(file("whole/model/tokenizer.json")).exists();
    assertThat(file("whole/run.yaml")).content().contains("row-length: 32");
    assertThat(file("whole/.lock")).doesNotExist();
    assertThat(new CheckpointStore(run(WHOLE).path(), HADOOP).rounds()).containsExactly(10, 11);
    List<LedgerEntry> ledger = JsonLines.read(run(WHOLE).ledger(), HADOOP, LedgerEntry.class);
    assertThat(ledger).hasSize(11);
    assertThat(ledger.get(10).workers()).hasSize(3).allMatch(batches -> batches.size() == 2);
    assertThat(ledger.get(10).toRow()).isEqualTo(6 * 22);
  }

  @Test
  void aResumedRunEndsInTheSameBitsAsAnUndisturbedOne() {
    LocalTraining.train(config("cut", Map.of("training.max-steps", "10")), StartMode.NEW);
    // As if it had been killed in round 5: what was noted after the last checkpoint is done again.
    deleteFolder("cut/checkpoints/round-000005");
    Outcome outcome = LocalTraining.train(config("cut", Map.of()), StartMode.RESUME);
    assertThat(outcome.outcome()).isEqualTo("done");
    for (String file :
        List.of(
            "model.safetensors",
            "state/moments-00000.safetensors",
            "state/moments-00002.safetensors")) {
      assertThat(bytes("cut/checkpoints/round-000011/" + file))
          .isEqualTo(bytes("whole/checkpoints/round-000011/" + file));
    }
    assertThat(bytes("cut/model/model.safetensors"))
        .isEqualTo(bytes("whole/model/model.safetensors"));
    assertThat(bytes("cut/ledger.jsonl")).isEqualTo(bytes("whole/ledger.jsonl"));
    assertThat(metrics("cut").stream().map(RoundMetrics::loss))
        .containsExactlyElementsOf(metrics(WHOLE).stream().map(RoundMetrics::loss).toList());
  }

  @Test
  void adafactorInPartsWithRecomputedActivationsResumesToTheSameBits() {
    Map<String, String> adafactor =
        Map.of(
            "training.optimizer", "adafactor",
            "training.accumulate", "2",
            "training.recompute-activations", "true",
            "training.max-steps", "4");
    LocalTraining.train(config("factored", adafactor), StartMode.NEW);
    Map<String, String> half = new HashMap<>(adafactor);
    half.put("training.max-steps", "2");
    LocalTraining.train(config("halved", half), StartMode.NEW);
    LocalTraining.train(config("halved", adafactor), StartMode.RESUME);
    for (String file :
        List.of(
            "model.safetensors",
            "state/moments-00000.safetensors",
            "state/moments-00002.safetensors")) {
      assertThat(bytes("halved/checkpoints/round-000002/" + file))
          .isEqualTo(bytes("factored/checkpoints/round-000002/" + file));
    }
    assertThat(
            file("factored/checkpoints/round-000002/state/moments-00000.safetensors")
                .toFile()
                .length())
        .isLessThan(
            file("factored/checkpoints/round-000002/model.safetensors").toFile().length() / 4);
  }

  @Test
  void aLlamaFromRandomWeightsLearnsAndResumes() {
    Map<String, String> llama =
        new HashMap<>(
            Map.of(
                "model.family", "llama",
                "model.key-value-heads", "1",
                "model.tied-embeddings", "false",
                "training.max-steps", "2"));
    LocalTraining.train(config("llama", llama), StartMode.NEW);
    llama.put("training.max-steps", "8");
    LocalTraining.train(config("llama", llama), StartMode.RESUME);
    List<RoundMetrics> rounds = metrics("llama");
    assertThat(rounds).hasSize(4);
    assertThat(rounds.get(0).loss()).isCloseTo(Math.log(257), within(0.5));
    assertThat(rounds.get(3).loss()).isLessThan(rounds.get(0).loss() - 0.3);
    llama.put("model.key-value-heads", "2");
    llama.put("training.max-steps", "10");
    assertThatThrownBy(() -> LocalTraining.train(config("llama", llama), StartMode.RESUME))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("its model is ModelShape[family=llama")
        .hasMessageContaining("keyValueHeads=2");
  }

  @Test
  void doesNothingWhereAllIsDone() {
    byte[] before = bytes("whole/metrics.jsonl");
    assertThat(LocalTraining.train(config(WHOLE, Map.of()), StartMode.RESUME))
        .isEqualTo(Outcome.nothingNew("all 11 rounds are done"));
    assertThat(bytes("whole/metrics.jsonl")).isEqualTo(before);
  }

  @Test
  void startsFromAModelOfItsOwn() {
    LocalTraining.train(
        config("tuned", Map.of("model.from", folder + "/whole/model", "training.max-steps", "2")),
        StartMode.NEW);
    assertThat(metrics("tuned").get(0).loss()).isLessThan(3);
  }

  @Test
  void stopsWhereALossIsNotFinite() {
    RunConfig config =
        config("wild", Map.of("training.learning-rate", "1e30", "training.clip-norm", "0"));
    assertThatThrownBy(() -> LocalTraining.train(config, StartMode.NEW))
        .isInstanceOf(Divergence.class)
        .hasMessageMatching(
            "Cannot go on training: round 1, worker 0, step 2: loss (NaN|Infinity), gradient norm"
                + " \\S+, rows \\S+; lower training.learning-rate, or raise"
                + " training.warm-up-steps");
    assertThat(file("wild/checkpoints")).doesNotExist();
  }

  @Test
  void stopsWhereTheValidationLossIsNotFinite() {
    RunConfig config =
        config(
            "spoilt",
            Map.of(
                "averaging.local-steps", "1",
                "training.learning-rate", "1e30",
                "training.clip-norm", "0",
                "training.validate-every-rounds", "1"));
    assertThatThrownBy(() -> LocalTraining.train(config, StartMode.NEW))
        .isInstanceOf(Divergence.class)
        .hasMessageMatching(
            "Cannot go on training: round 1: validation loss (NaN|Infinity); lower"
                + " training.learning-rate, or raise training.warm-up-steps");
    assertThat(metrics("spoilt")).isEmpty();
  }

  @Test
  void refusesAFolderThatHoldsARun() {
    assertThatThrownBy(() -> LocalTraining.train(config(WHOLE, Map.of()), StartMode.NEW))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot start in run folder %s/whole: it holds checkpoints, ledger.jsonl, metrics.jsonl, model; continue that run with --resume, or set output.run to another folder"
                .formatted(folder));
  }

  @Test
  void refusesToResumeWithAnotherSeedOrShape() {
    String checkpoint = folder + "/whole/checkpoints/round-000011";
    assertThatThrownBy(
            () ->
                LocalTraining.train(config(WHOLE, Map.of("training.seed", "43")), StartMode.RESUME))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot resume from %s: training.seed or the prepared rows are not those it was trained with; set them back, or start a new run in another output.run"
                .formatted(checkpoint));
    assertThatThrownBy(
            () ->
                LocalTraining.train(
                    config(WHOLE, Map.of("model.layers", "2", "training.passes", "7")),
                    StartMode.RESUME))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("Cannot resume from " + checkpoint + ": its model is ModelShape[");
  }

  @Test
  void refusesToResumeWithAnotherOptimizer() {
    RunConfig config =
        config(WHOLE, Map.of("training.optimizer", "adafactor", "training.passes", "7"));
    assertThatThrownBy(() -> LocalTraining.train(config, StartMode.RESUME))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot resume from %s/whole/checkpoints/round-000011: what its training.optimizer remembered begins with firstMoment, and this one's with tokenEmbeddingRowMoments; set it back, or start a new run in another output.run"
                .formatted(folder));
  }

  private static RunConfig config(String run, Map<String, String> overrides) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "averaging.workers", "3",
                "averaging.local-steps", "2",
                "output.run", folder + "/" + run));
    all.putAll(overrides);
    return TinyPreparedShards.config(folder, all);
  }

  private static RunFolder run(String name) {
    return new RunFolder(new org.apache.hadoop.fs.Path(folder.resolve(name).toUri()));
  }

  private static List<RoundMetrics> metrics(String run) {
    return RoundMetrics.read(run(run), HADOOP);
  }

  private static Path file(String name) {
    return folder.resolve(name);
  }

  private static void deleteFolder(String name) {
    try {
      FileUtils.deleteDirectory(file(name).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
