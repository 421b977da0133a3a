package org.flanspark.tuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.ConfigException;
import org.flanspark.config.Moments;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.checkpoint.Checkpoint;
import org.flanspark.tuning.checkpoint.CheckpointStore;
import org.flanspark.tuning.huggingface.ModelDescription;
import org.flanspark.tuning.huggingface.ModelFolder;
import org.flanspark.tuning.huggingface.SpecialIds;
import org.flanspark.tuning.huggingface.StoredParameters;
import org.flanspark.tuning.huggingface.WeightType;
import org.flanspark.tuning.ledger.JsonLines;
import org.flanspark.tuning.ledger.LedgerCheck;
import org.flanspark.tuning.ledger.LedgerEntry;
import org.flanspark.tuning.ledger.LedgerVerdict;
import org.flanspark.tuning.ledger.RowOrder;
import org.flanspark.tuning.ledger.ShardExamples;
import org.flanspark.tuning.model.HeapParameters;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterNames;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.Parameters;
import org.flanspark.tuning.model.RandomWeights;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the section averaging offers, run by run; {@link TrainingJobIT} has its defaults. */
class AveragingIT {
  private static final Configuration HADOOP = new Configuration();

  /** Three workers, two rows each, two local steps: twelve rows a round. */
  private static final Map<String, String> THREE_WORKERS =
      Map.of("averaging.workers", "3", "averaging.local-steps", "2");

  @TempDir static Path folder;

  @BeforeAll
  static void prepare() {
    TinyPreparedShards.write(config("none", Map.of()), HADOOP);
  }

  @ParameterizedTest
  @CsvSource({"average, float32", "nesterov, float32", "nesterov, bfloat16"})
  void aResumedRunWithAveragedMomentsEndsInTheSameBitsAsAnUndisturbedOne(
      String outer, String wire) {
    String run = outer + "-" + wire;
    RunConfig config =
        config(
            run,
            Map.of(
                "averaging.moments",
                "averaged",
                "averaging.outer",
                outer,
                "averaging.wire",
                wire,
                "training.max-steps",
                "8"));
    LocalTraining.train(config, StartMode.NEW);
    Map<String, byte[]> undisturbed = checkpoint(run, 4);
    assertThat(undisturbed)
        .containsKeys("model.safetensors", "state/moments.safetensors")
        .doesNotContainKey("state/moments-00000.safetensors");
    assertThat(undisturbed.containsKey("state/velocity.safetensors"))
        .isEqualTo(outer.equals("nesterov"));
    assertThat(loss(run, 4)).isLessThan(loss(run, 1) - 0.3);

    // As if it had been killed in round 4.
    deleteFolder(run + "/checkpoints/round-000004");
    deleteFolder(run + "/model");
    LocalTraining.train(config, StartMode.RESUME);

    assertThat(checkpoint(run, 4)).containsExactlyInAnyOrderEntriesOf(undisturbed);
  }

  /** So many slices that Spark sorts its shuffle, where it would write a file for each of few. */
  @Test
  void slicesOfAnySizeEndInTheSameBits() {
    Map<String, String> overrides =
        new HashMap<>(
            Map.of(
                "averaging.moments", "averaged",
                "averaging.local-steps", "1",
                "model.width", "66",
                "training.max-steps", "2"));
    LocalTraining.train(config("default-slices", overrides), StartMode.NEW);
    overrides.put("averaging.slice-bytes", "4096");
    LocalTraining.train(config("small-slices", overrides), StartMode.NEW);
    assertThat(checkpoint("small-slices", 2))
        .containsExactlyInAnyOrderEntriesOf(checkpoint("default-slices", 2));
  }

  @ParameterizedTest
  @EnumSource
  void aRunGoesOnWithFewerAndWithMoreWorkersAndSeesEachRowOnceAPass(Moments moments) {
    String run = "workers-" + moments;
    Map<String, String> overrides = new HashMap<>();
    overrides.put("averaging.moments", moments.name().toLowerCase(Locale.ROOT));
    overrides.put("training.passes", "4");
    overrides.put("training.max-steps", "4");
    LocalTraining.train(config(run, overrides), StartMode.NEW);
    overrides.put("averaging.workers", "2");
    overrides.put("training.max-steps", "8");
    LocalTraining.train(config(run, overrides), StartMode.RESUME);
    overrides.put("averaging.workers", "4");
    overrides.put("training.max-steps", "100");
    RunConfig last = config(run, overrides);
    LocalTraining.train(last, StartMode.RESUME);

    // 88 rows: 2 rounds of 12, 2 of 8, 3 of 16.
    List<LedgerEntry> ledger = ledger(run);
    assertThat(ledger.stream().map(entry -> entry.workers().size()))
        .containsExactly(3, 3, 2, 2, 4, 4, 4);
    assertThat(ledger).allSatisfy(entry -> assertThat(entry.notes()).isEmpty());
    LedgerVerdict verdict = verdict(last, ledger);
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.passes()).isEqualTo(4);
    assertThat(verdict.rowsOfNextPass()).isZero();
    assertThat(metrics(run).stream().map(RoundMetrics::loss))
        .isSortedAccordingTo((earlier, later) -> Double.compare(later, earlier));
    assertThat(loss(run, 7)).isLessThan(3);
  }

  @ParameterizedTest
  @EnumSource
  void aWorkerThatDivergesIsLeftOutOfItsRound(Moments moments) {
    String run = "skipping-" + moments;
    LocalTraining.train(
        config(
            run,
            Map.of(
                "model.from", wildModel(),
                "output.prepared", preparedWithAWildRow(),
                "averaging.moments", moments.name().toLowerCase(Locale.ROOT),
                "averaging.on-divergence", "skip-worker",
                "training.max-steps", "8")),
        StartMode.NEW);
    // The row's turn comes once a pass.
    String note = "worker 2: its loss was not finite, and it was left out";
    assertThat(ledger(run).stream().map(LedgerEntry::notes))
        .containsExactly(List.of(note), List.of(), List.of(note), List.of());
    assertThat(metrics(run).get(0).countedTokens()).isEqualTo(2 * 4 * 12);
    assertThat(loss(run, 4)).isLessThan(loss(run, 1) - 0.3);
    Checkpoint last = new CheckpointStore(run(run).path(), HADOOP).open(4);
    try (StoredParameters weights = last.model().weights()) {
      assertThat(allAreFinite(weights)).isTrue();
    }
    assertThat(last.run().moments())
        .isNotEmpty()
        .allSatisfy(
            saved -> {
              try (StoredParameters values = last.state(saved.file())) {
                assertThat(allAreFinite(values)).isTrue();
              }
            });
  }

  /** The second time, the other two have no rows left for the round. */
  @ParameterizedTest
  @CsvSource({"2, 2, 'round 1, worker 0, step 2'", "6, 1, 'round 2, worker 0, step 2'"})
  void stopsWhereAllWorkersThatHadRowsDiverge(String batchRows, String localSteps, String place) {
    String run = "wild-" + localSteps;
    RunConfig config =
        config(
            run,
            Map.of(
                "averaging.on-divergence", "skip-worker",
                "averaging.local-steps", localSteps,
                "training.batch-rows", batchRows,
                "training.passes", "1",
                "training.learning-rate", "1e30",
                "training.clip-norm", "0"));
    assertThatThrownBy(() -> LocalTraining.train(config, StartMode.NEW))
        .isInstanceOf(Divergence.class)
        .hasMessageStartingWith("Cannot go on training: %s: loss ".formatted(place));
    assertThat(folder.resolve(run + "/checkpoints")).doesNotExist();
  }

  @Test
  void keepsTheCheckpointOfTheLeastValidationLossBesideTheLast() {
    Map<String, String> overrides =
        new HashMap<>(
            Map.of(
                "checkpoint.every-rounds", "1",
                "checkpoint.keep-last", "1",
                "training.validate-every-rounds", "1",
                "training.max-steps", "4"));
    LocalTraining.train(config("best", overrides), StartMode.NEW);
    overrides.put("training.learning-rate", "30");
    overrides.put("training.max-steps", "8");
    LocalTraining.train(config("best", overrides), StartMode.RESUME);
    assertThat(new CheckpointStore(run("best").path(), HADOOP).rounds()).containsExactly(2, 4);
    List<Double> losses = metrics("best").stream().map(RoundMetrics::validationLoss).toList();
    assertThat(losses.get(1)).isLessThan(losses.get(0));
    assertThat(losses.subList(2, 4)).allMatch(loss -> loss > losses.get(1));
  }

  @Test
  void momentsThatWorkersKeptAreRefusedWhereTheyAreToBeShared() {
    LocalTraining.train(config("kept", Map.of("training.max-steps", "2")), StartMode.NEW);
    assertThat(checkpoint("kept", 1))
        .containsOnlyKeys(
            "config.json",
            "model.safetensors",
            "state/moments-00000.safetensors",
            "state/moments-00001.safetensors",
            "state/moments-00002.safetensors");
    byte[] settings = bytes("kept/run.yaml");
    RunConfig averaged =
        config("kept", Map.of("averaging.moments", "averaged", "training.max-steps", "4"));
    assertThatThrownBy(() -> LocalTraining.train(averaged, StartMode.RESUME))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot resume from %s/kept/checkpoints/round-000001 with averaging.moments: averaged: it has moments of 3 workers, each their own; set averaging.moments back to local, or start a new run in another output.run"
                .formatted(folder));
    RunConfig dl4j = config("kept", Map.of("averaging.master", "dl4j", "training.max-steps", "4"));
    assertThatThrownBy(() -> LocalTraining.train(dl4j, StartMode.RESUME))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot resume from %s/kept/checkpoints/round-000001 with averaging.master: dl4j: it has moments of 3 workers, each their own; set averaging.master back, or start a new run in another output.run"
                .formatted(folder));
    assertThat(bytes("kept/run.yaml")).isEqualTo(settings);
  }

  @Test
  void dl4jsAveragingComesToTheSameLossesAndTakesOverAndHandsOver() {
    Map<String, String> dl4j = Map.of("averaging.master", "dl4j");
    Map<String, String> flanspark =
        Map.of("averaging.master", "flanspark", "averaging.moments", "averaged");
    List<Double> losses = losses("dl4j", dl4j, dl4j);
    assertThat(losses.get(2)).isLessThan(losses.get(0) - 0.3);
    for (List<Double> others :
        List.of(
            losses("flanspark", flanspark, flanspark),
            losses("dl4j-flanspark", dl4j, flanspark),
            losses("flanspark-dl4j", flanspark, dl4j))) {
      assertThat(others).hasSize(3);
      for (int round = 0; round < 3; round++) {
        assertThat(others.get(round)).isCloseTo(losses.get(round), within(1e-4));
      }
    }
  }

  /** The losses of three rounds: a first one, and two that resume. */
  private static List<Double> losses(
      String run, Map<String, String> first, Map<String, String> then) {
    Map<String, String> overrides = new HashMap<>(first);
    overrides.put("training.max-steps", "2");
    LocalTraining.train(config(run, overrides), StartMode.NEW);
    overrides = new HashMap<>(then);
    overrides.put("training.max-steps", "6");
    LocalTraining.train(config(run, overrides), StartMode.RESUME);
    return metrics(run).stream().map(RoundMetrics::loss).toList();
  }

  private static RunConfig config(String run, Map<String, String> overrides) {
    Map<String, String> all = new HashMap<>(THREE_WORKERS);
    all.put("output.run", folder + "/" + run);
    all.putAll(overrides);
    return TinyPreparedShards.config(folder, all);
  }

  /**
   * A model whose weights are finite, and their sum is not where token 200 is in position 20; what
   * its logits are products with is not the token embedding.
   */
  private static String wildModel() {
    Path path = folder.resolve("wild-model");
    ModelShape shape =
        ModelShape.of(ModelShape.GPT2, 1, 16, 2, 32, 257).tiedEmbeddings(false).build();
    HeapParameters weights = RandomWeights.of(shape, 42);
    float[] row = new float[16];
    Arrays.fill(row, 3e38f);
    weights.write(ParameterNames.TOKEN_EMBEDDING, 200 * 16L, row);
    weights.write(ParameterNames.POSITION_EMBEDDING, 20 * 16L, row);
    ModelFolder.write(
        new ModelDescription(shape, new SpecialIds(0, 0), WeightType.FLOAT32),
        weights,
        hadoopPath(path),
        HADOOP);
    return path.toString();
  }

  /** The same shards, where the fifth row of the first is one long segment of token 200. */
  private static String preparedWithAWildRow() {
    Path path = folder.resolve("wild-prepared");
    TinyPreparedShards.write(config("none", Map.of("output.prepared", path.toString())), HADOOP);
    org.apache.hadoop.fs.Path shard =
        PreparedFolder.shard(new PreparedFolder(path.toString()).packed(PreparedFolder.TRAIN), 0);
    List<PackedRow> rows = new ArrayList<>(ParquetShard.readAll(shard, HADOOP, PackedRow.TABLE));
    int[] ids = new int[24];
    Arrays.fill(ids, 200);
    int[] labels = ids.clone();
    Arrays.fill(labels, 0, 12, TokenIds.NOT_COUNTED);
    rows.set(
        4,
        new PackedRow(
            TokenIds.of(ids),
            TokenIds.of(labels),
            List.of(24),
            List.of("task/train/wild"),
            List.of(0)));
    ParquetShard.write(shard, HADOOP, PackedRow.TABLE, rows.iterator());
    return path.toString();
  }

  private static boolean allAreFinite(Parameters parameters) {
    for (ParameterShape shape : parameters.shapes()) {
      float[] values = new float[Math.toIntExact(shape.size())];
      parameters.read(shape.name(), 0, values);
      for (float value : values) {
        if (!Float.isFinite(value)) {
          return false;
        }
      }
    }
    return true;
  }

  private static LedgerVerdict verdict(RunConfig config, List<LedgerEntry> ledger) {
    PreparedShards data = PreparedShards.open(config, HADOOP);
    List<Long> rows = data.trainingRows();
    LedgerCheck check = new LedgerCheck(new RowOrder(config.training().seed(), rows));
    ledger.forEach(check::addRound);
    new ShardExamples(data.folder().packed(PreparedFolder.TRAIN), rows, HADOOP)
        .forEachRow(check::addRow);
    return check.verdict();
  }

  private static RunFolder run(String name) {
    return new RunFolder(hadoopPath(folder.resolve(name)));
  }

  private static org.apache.hadoop.fs.Path hadoopPath(Path path) {
    return new org.apache.hadoop.fs.Path(path.toUri());
  }

  private static List<LedgerEntry> ledger(String run) {
    return JsonLines.read(run(run).ledger(), HADOOP, LedgerEntry.class);
  }

  private static List<RoundMetrics> metrics(String run) {
    return RoundMetrics.read(run(run), HADOOP);
  }

  /** The loss of a round, from 1. */
  private static double loss(String run, int round) {
    return metrics(run).get(round - 1).loss();
  }

  /** Model, moments and velocity of a checkpoint, by the files' names. */
  private static Map<String, byte[]> checkpoint(String run, int round) {
    Path path = folder.resolve("%s/checkpoints/round-%06d".formatted(run, round));
    Map<String, byte[]> files = new HashMap<>();
    try (Stream<Path> all = Files.walk(path)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = path.relativize(file).toString();
        if (name.equals("config.json") || name.endsWith(".safetensors")) {
          files.put(name, Files.readAllBytes(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteFolder(String name) {
    try {
      FileUtils.deleteDirectory(folder.resolve(name).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
