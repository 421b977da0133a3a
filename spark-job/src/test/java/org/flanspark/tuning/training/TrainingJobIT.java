package org.flanspark.tuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.checkpoint.CheckpointStore;
import org.flanspark.tuning.ledger.JsonLines;
import org.flanspark.tuning.ledger.LedgerEntry;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingJobIT {
  private final Configuration hadoop = new Configuration();

  @TempDir Path folder;

  @BeforeEach
  void prepare() {
    TinyPreparedData.write(config(Map.of()), hadoop);
  }

  @Test
  void learnsTheRows() {
    LocalTraining.train(config(Map.of()), StartMode.NEW);
    List<RoundMetrics> rounds = metrics("run");
    // 6 passes over 22 rows are 33 steps of two workers with two rows each: 11 rounds of 3.
    assertThat(rounds).hasSize(11);
    RoundMetrics first = rounds.get(0);
    RoundMetrics last = rounds.get(10);
    assertThat(first.step()).isEqualTo(3);
    assertThat(first.tokens()).isEqualTo(12 * 24);
    assertThat(first.countedTokens()).isEqualTo(12 * 12);
    assertThat(first.loss()).isCloseTo(Math.log(257), within(1.0));
    assertThat(first.validationLoss()).isNull();
    assertThat(first.lossByTask()).containsOnlyKeys("next", "same");
    assertThat(last.totalTokens()).isEqualTo(6 * 22 * 24);
    assertThat(last.loss()).isLessThan(1.6);
    assertThat(last.validationLoss()).isLessThan(1.6);
    assertThat(last.learningRate()).isEqualTo(1.0e-2);
    assertThat(last.seconds()).isGreaterThan(last.synchronisingSeconds());
  }

  @Test
  void leavesAModelCheckpointsSettingsAndALedger() {
    LocalTraining.train(config(Map.of()), StartMode.NEW);
    assertThat(folder.resolve("run/model/config.json")).exists();
    assertThat(folder.resolve("run/model/model.safetensors")).exists();
    assertThat(folder.resolve("run/model/tokenizer.json")).exists();
    assertThat(folder.resolve("run/run.yaml")).content().contains("row-length: 32");
    assertThat(folder.resolve("run/.lock")).doesNotExist();
    assertThat(store("run").rounds()).containsExactly(10, 11);
    List<LedgerEntry> ledger = JsonLines.read(runFolder("run").ledger(), hadoop, LedgerEntry.class);
    assertThat(ledger).hasSize(11);
    assertThat(ledger.get(10).toRow()).isEqualTo(6 * 22);
  }

  @Test
  void aResumedRunEndsInTheSameBitsAsAnUndisturbedOne() {
    LocalTraining.train(config(Map.of("output.run", folder + "/whole")), StartMode.NEW);
    Map<String, String> cut = Map.of("output.run", folder + "/cut");
    LocalTraining.train(config(with(cut, "training.max-steps", "12")), StartMode.NEW);
    LocalTraining.train(config(cut), StartMode.RESUME);
    assertThat(bytes("cut/model/model.safetensors"))
        .isEqualTo(bytes("whole/model/model.safetensors"));
    assertThat(bytes("cut/checkpoints/round-000011/state/updater.safetensors"))
        .isEqualTo(bytes("whole/checkpoints/round-000011/state/updater.safetensors"));
    assertThat(metrics("cut").stream().map(RoundMetrics::loss))
        .isEqualTo(metrics("whole").stream().map(RoundMetrics::loss).toList());
  }

  private RunConfig config(Map<String, String> overrides) {
    return TinyPreparedData.config(folder, overrides);
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }

  private RunFolder runFolder(String name) {
    return new RunFolder(new org.apache.hadoop.fs.Path(folder.resolve(name).toUri()));
  }

  private CheckpointStore store(String name) {
    return new CheckpointStore(runFolder(name).path(), hadoop);
  }

  private List<RoundMetrics> metrics(String name) {
    return RoundMetrics.read(runFolder(name), hadoop);
  }

  private byte[] bytes(String file) {
    try {
      return Files.readAllBytes(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
