package org.flanspark.tuning.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.checkpoint.CheckpointStore.Retention;
import org.flanspark.tuning.checkpoint.RunState.Position;
import org.flanspark.tuning.huggingface.ModelDescription;
import org.flanspark.tuning.huggingface.Safetensors;
import org.flanspark.tuning.huggingface.SpecialIds;
import org.flanspark.tuning.huggingface.StoredParameters;
import org.flanspark.tuning.huggingface.WeightType;
import org.flanspark.tuning.model.HeapParameters;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.RandomWeights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointStoreTest {
  private static final ModelShape SHAPE = ModelShape.gpt2(1, 2, 1, 4, 5);
  private static final SpecialIds IDS = new SpecialIds(0, 0);

  @TempDir private Path run;
  private CheckpointStore store;

  @BeforeEach
  void openStore() {
    store = new CheckpointStore(new org.apache.hadoop.fs.Path(run.toUri()), new Configuration());
  }

  @Test
  void findsNothingWhereThereIsNothing() {
    assertThat(store.findLatest()).isEmpty();
    assertThat(store.rounds()).isEmpty();
  }

  @Test
  void bringsBackStateWeightsAndMoments() {
    save(11);
    save(12);

    Checkpoint latest = store.findLatest().orElseThrow();

    assertThat(latest.run()).isEqualTo(state(12));
    assertThat(latest.path().getName()).isEqualTo("round-000012");
    assertThat(latest.model().description())
        .isEqualTo(new ModelDescription(SHAPE, IDS, WeightType.BFLOAT16));
    try (StoredParameters weights = latest.model().weights();
        StoredParameters moments = latest.state("state/moments.safetensors")) {
      assertThat(firstValues(weights, "tokenEmbedding", 3))
          .isEqualTo(firstValues(RandomWeights.of(SHAPE, 12), "tokenEmbedding", 3));
      assertThat(moments.shapes())
          .containsExactly(
              new ParameterShape("moments", List.of(6)), new ParameterShape("outer", List.of(1)));
      assertThat(firstValues(moments, "moments", 6)).containsExactly(12, 1, 2, 3, 4, 5);
    }
  }

  @Test
  void writesTheStateForPeopleToo() throws IOException {
    save(12);

    assertThat(Files.readString(folder(12).resolve("state/state.json")))
        .startsWith(
            """
            {
              "formatVersion" : 2,
              "run" : {
                "round" : 12,
                "iteration" : 240,
                "epoch" : 1,
                "position" : {
                  "pass" : 1,
                  "rows" : 640
                },
                "tokens" : 5000000000,
                "seeds" : {
                  "rows" : 43,
                  "weights" : 42
                },
                "tokenizerDigest" : "abc123",
                "losses" : {
                  "validation" : 8.5
                },
                "moments" : [
                  {
                    "file" : "state/moments.safetensors",
                    "age" : 240
                  }
                ]
              },
              "files" : [
                {
                  "name" : "state/moments.safetensors",
                  "bytes" : 188,
                  "sha256" : \
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_SUCCESS",
        "config.json",
        "model.safetensors",
        "state/moments.safetensors",
        "state/state.json"
      })
  void passesOverACheckpointWithAMissingFile(String file) throws IOException {
    save(11);
    save(12);
    Files.delete(folder(12).resolve(file));

    assertThat(store.findLatest().orElseThrow().run().round()).isEqualTo(11);
    assertThatThrownBy(() -> store.open(12))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file)
        .hasMessageStartingWith("Cannot use checkpoint ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config.json",
        "model.safetensors",
        "state/moments.safetensors",
        "state/state.json"
      })
  void passesOverACheckpointWithATruncatedFile(String file) throws IOException {
    save(11);
    save(12);
    byte[] bytes = Files.readAllBytes(folder(12).resolve(file));
    Files.write(folder(12).resolve(file), Arrays.copyOf(bytes, bytes.length - 1));

    assertThat(store.findLatest().orElseThrow().run().round()).isEqualTo(11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.safetensors", "state/moments.safetensors", "state/state.json"})
  void passesOverACheckpointWithAChangedByte(String file) throws IOException {
    save(11);
    save(12);
    byte[] bytes = Files.readAllBytes(folder(12).resolve(file));
    bytes[bytes.length - 2] ^= 1;
    Files.write(folder(12).resolve(file), bytes);

    assertThat(store.findLatest().orElseThrow().run().round()).isEqualTo(11);
    assertThatThrownBy(() -> store.open(12))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(file + " is not what was written (its SHA-256 is another)");
  }

  @Test
  void saysHowMuchOfAFileIsThere() throws IOException {
    save(12);
    Files.write(folder(12).resolve("state/moments.safetensors"), new byte[100]);

    assertThatThrownBy(() -> store.open(12))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(
            "round-000012: state/moments.safetensors has 100 bytes, expected 188");
  }

  @Test
  void namesTheRoundsThereAre() {
    save(10);
    save(12);

    assertThatThrownBy(() -> store.open(11))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Missing checkpoint ")
        .hasMessageEndingWith("round-000011, expected one of the rounds [10, 12]");
  }

  @Test
  void refusesAnotherVersion() throws IOException {
    save(12);
    Path state = folder(12).resolve("state/state.json");
    Files.writeString(
        state, Files.readString(state).replace("\"formatVersion\" : 2", "\"formatVersion\" : 3"));
    Files.writeString(
        folder(12).resolve("_SUCCESS"),
        org.flanspark.data.shard.StableHash.hexadecimal(Files.readAllBytes(state)));

    assertThatThrownBy(() -> store.open(12))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("state.json: its format is version 3, expected 2");
  }

  @Test
  void savesOverWhatABrokenTryLeft() throws IOException {
    save(12);
    Files.delete(folder(12).resolve("_SUCCESS"));
    Files.writeString(folder(12).resolve("left-over"), "x");

    save(12);

    assertThat(store.findLatest().orElseThrow().run().round()).isEqualTo(12);
    assertThat(folder(12).resolve("left-over")).doesNotExist();
  }

  @Test
  void keepsTheNewestWholeOnesAndWhatIsNewerThanThem() throws IOException {
    for (int round : new int[] {2, 4, 6, 8, 10}) {
      save(round);
    }
    Files.delete(folder(4).resolve("_SUCCESS"));
    Files.delete(folder(10).resolve("_SUCCESS"));

    store.prune(new Retention(2, false));

    assertThat(store.rounds()).containsExactly(6, 8, 10);
  }

  @Test
  void keepsTheOneOfTheLeastValidationLossToo() {
    // The loss of round n is 0.5 + |n - 4|.
    for (int round : new int[] {2, 4, 6, 8}) {
      save(round);
    }

    store.prune(new Retention(1, true));

    assertThat(store.rounds()).containsExactly(4, 8);
  }

  @Test
  void keepsAllWhereThereAreNoMore() {
    save(2);

    store.prune(new Retention(3, true));

    assertThat(store.rounds()).containsExactly(2);
    assertThatThrownBy(() -> new Retention(0, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid number of checkpoints to keep: 0, expected at least 1");
  }

  @Test
  void saysWhichFileCannotBeWritten() throws IOException {
    Files.writeString(run.resolve("checkpoints"), "a file where a folder belongs");

    assertThatThrownBy(() -> save(1))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("moments.safetensors");
  }

  @Test
  void refusesAStateThatCannotBe() {
    assertThatThrownBy(
            () -> new RunState(-1, 0, 0, new Position(0, 0), 0, Map.of(), "", Map.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid state: round -1, iteration 0, epoch 0, tokens 0, expected none below 0");
    assertThatThrownBy(() -> new Position(0, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid position: pass 0, rows -1, expected none below 0");
  }

  private Path folder(int round) {
    return run.resolve("checkpoints").resolve("round-0000%02d".formatted(round));
  }

  private void save(int round) {
    HeapParameters moments =
        HeapParameters.zeros(
            List.of(
                new ParameterShape("moments", List.of(6)),
                new ParameterShape("outer", List.of(1))));
    moments.write("moments", 0, new float[] {round, 1, 2, 3, 4, 5});
    store.save(
        state(round),
        new ModelDescription(SHAPE, IDS, WeightType.BFLOAT16),
        RandomWeights.of(SHAPE, round),
        checkpoint ->
            new SavedState(
                List.of(Safetensors.write(moments, checkpoint, "state/moments.safetensors")),
                List.of(moments(round))));
  }

  private static RunState state(int round) {
    return new RunState(
        round,
        20L * round,
        1,
        new Position(1, 640),
        5_000_000_000L,
        Map.of("weights", 42L, "rows", 43L),
        "abc123",
        Map.of("validation", 0.5 + Math.abs(round - 4)),
        List.of(moments(round)));
  }

  private static MomentsFile moments(int round) {
    return new MomentsFile("state/moments.safetensors", 20L * round);
  }

  private static float[] firstValues(
      org.flanspark.tuning.model.Parameters parameters, String name, int count) {
    float[] values = new float[count];
    parameters.read(name, 0, values);
    return values;
  }
}
