package org.flanspark.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.Outcome;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.prepare.Prepare;
import org.flanspark.data.prepare.SmallWorld;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.checkpoint.CheckpointStore;
import org.flanspark.tuning.command.TrainCommand;
import org.flanspark.tuning.nightly.NightlyJob;
import org.flanspark.tuning.tracking.RunTracker;
import org.flanspark.tuning.training.StartMode;
import org.flanspark.tuning.training.TrainingJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data, checkpoints and models in a store without renames: what counts is the marker alone. */
class ObjectStoreIT {
  @TempDir Path folder;
  private final SparkSession spark = LocalSpark.session();
  private final Configuration hadoop = spark.sparkContext().hadoopConfiguration();
  private SmallWorld world;

  @BeforeEach
  void writeTasks() throws IOException {
    FlakyStore.register(hadoop);
    world =
        SmallWorld.in(folder)
            .with("mixture.tasks", "[parity, vowels]")
            .withTinyModel()
            .with("training.max-steps", "8")
            .with("averaging.local-steps", "2")
            .with("checkpoint.every-rounds", "1")
            .with("evaluation.baselines", "[majority, chance]")
            .with("data.root", store("data"))
            .with("tokenizer.file", store("tokenizer.json"))
            .with("output.prepared", store("prepared"))
            .with("output.rendered", store("rendered"))
            .with("output.answers", store("answers"))
            .with("output.run", store("run"))
            .with("nightly.folder", store("nightly"));
  }

  @AfterEach
  void heal() {
    FlakyStore.heal();
  }

  @Test
  void aPreparationThatIsCutOffIsNoDataUntilItIsDoneAgain() {
    FlakyStore.failAfterWrites(6);
    assertThatThrownBy(() -> Prepare.run(spark, config(1)))
        .hasStackTraceContaining("The store is away");
    FlakyStore.heal();
    assertThat(folder.resolve("prepared/_SUCCESS")).doesNotExist();
    assertThatThrownBy(() -> train(StartMode.NEW)).isInstanceOf(DataException.class);

    Prepare.run(spark, config(1));

    assertThat(folder.resolve("prepared/_SUCCESS")).exists();
    assertThat(FlakyStore.renames()).as("nobody relies on a rename").isZero();
  }

  @Test
  void aTrainingThatIsCutOffInACheckpointGoesOnFromTheLastWholeOne() throws IOException {
    Prepare.run(spark, config(1));
    train(StartMode.NEW);
    byte[] undisturbed = Files.readAllBytes(folder.resolve("run/model/model.safetensors"));
    world.with("output.run", store("cut"));
    // Each of four rounds writes the ledger, metrics and a checkpoint of some eight files.
    FlakyStore.failAfterWrites(24);
    assertThatThrownBy(() -> train(StartMode.NEW)).hasStackTraceContaining("The store is away");
    FlakyStore.heal();
    org.apache.hadoop.fs.Path run = new org.apache.hadoop.fs.Path(store("cut"));
    int whole = new CheckpointStore(run, hadoop).rounds().stream().mapToInt(r -> r).max().orElse(0);
    assertThat(whole).isBetween(1, 3);

    train(StartMode.RESUME);

    assertThat(Files.readAllBytes(folder.resolve("cut/model/model.safetensors")))
        .isEqualTo(undisturbed);
    assertThat(FlakyStore.renames()).as("nobody relies on a rename").isZero();
  }

  @Test
  @Tag("soak")
  void nightsPromoteThroughAPointerThatIsPutInOnePiece() throws IOException {
    assertThat(night(1).outcome()).isEqualTo("promoted");
    String first = Files.readString(folder.resolve("nightly/promoted.json"));
    assertThat(first).contains("flaky:", "nights/2026-01-01/model");

    // Spark's own writer of predictions does rename: what it leaves has no marker behind it.
    world.write("data/parity/train.jsonl", numbers(140));
    FlakyStore.cutNextRename();
    assertThatThrownBy(() -> night(2)).hasStackTraceContaining("in the middle of a rename");
    FlakyStore.heal();
    Path night = folder.resolve("nightly/nights/2026-01-02");
    assertThat(night.resolve("results/predictions")).isNotEmptyDirectory();
    assertThat(night.resolve("results/_SUCCESS")).doesNotExist();
    assertThat(folder.resolve("nightly/promoted.json")).hasContent(first);

    assertThat(night(2).outcome()).isIn("promoted", "refused");
    assertThat(night.resolve("results/_SUCCESS")).exists();
  }

  @Test
  void theOutcomeOfACommandLiesThereToo() throws IOException {
    Path recipe =
        Files.writeString(
            folder.resolve("run.yaml"),
            "output: {prepared: \"%s\", run: \"%s\"}".formatted(store("none"), store("run")));
    System.setProperty("spark.hadoop.fs.flaky.impl", FlakyStore.class.getName());
    try {
      CommandFrame.execute(new TrainCommand(), "--config", recipe.toString());
    } finally {
      System.clearProperty("spark.hadoop.fs.flaky.impl");
    }

    assertThat(folder.resolve("run/outcome.json")).content().contains("\"code\" : 3");
  }

  private void train(StartMode mode) {
    new TrainingJob(spark, config(1), RunTracker::unwatched).run(mode);
  }

  private Outcome night(int day) {
    return new NightlyJob(
            spark,
            config(day),
            LocalDate.of(2026, 1, day),
            config -> RunTracker::unwatched,
            (night, phase) -> {})
        .run()
        .outcome();
  }

  private RunConfig config(int day) {
    return RunConfig.read(
        new ConfigSource(Map.of(), "", world.settings(), LocalDate.of(2026, 1, day), Map.of()));
  }

  private String store(String name) {
    return "flaky://" + folder.resolve(name);
  }

  private static String numbers(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> "{\"number\": %s, \"label\": %s}\n".formatted(number, number % 2))
        .collect(Collectors.joining());
  }
}
