package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.StableHash;
import org.flanspark.tuning.command.FlanScript.Ended;
import org.flanspark.tuning.command.FlanScript.Running;
import org.flanspark.tuning.huggingface.ModelExport;
import org.flanspark.tuning.huggingface.ModelFolder;
import org.flanspark.tuning.nightly.ColourNights;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nights as a scheduler starts them, a process each: on data that grows, on data whose labels were
 * shuffled, and killed without a chance to clear up wherever that may hurt.
 */
@Tag("soak")
@Timeout(1200)
class NightProcessesIT {
  /** A process of some seconds: what it compiles better it hardly uses. */
  private static final String QUICK =
      "spark.driver.extraJavaOptions=-XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Even things are red. */
  private static final IntUnaryOperator RIGHT = thing -> thing % 2;

  private static final IntUnaryOperator SHUFFLED = thing -> StableHash.below(2, "shuffled", thing);

  /** Of an old night's run, so that its deletion takes a while. */
  private static final int FILES = 20_000;

  @TempDir static Path folder;

  private static ColourNights world;
  private static Path recipe;
  private static FlanScript flan;
  private static SavedFolder afterTwoNights;
  private static SavedFolder afterThreeNights;

  @BeforeAll
  static void threeNightsOnGrowingData() throws IOException, InterruptedException {
    Path work = folder.resolve("work");
    world =
        ColourNights.in(work)
            .with("training.passes", "8")
            .with("averaging.local-steps", "2")
            .with("checkpoint.every-rounds", "2")
            .with("nightly.start-from", "promoted")
            .with("nightly.keep-last", "2");
    world.test(40, RIGHT);
    recipe = Files.writeString(folder.resolve("run.yaml"), config().toYaml());
    flan = new FlanScript(Files.createDirectory(folder.resolve("output")), Map.of());

    world.train(40, RIGHT);
    assertEnded(night(1), 0, "night 2026-01-01 promoted: no model was in service");
    world.train(60, RIGHT);
    assertEnded(night(2), 0, "night 2026-01-02 promoted: +");
    world.train(80, RIGHT);
    afterTwoNights = SavedFolder.of(work, folder.resolve("after-two"));
    assertEnded(night(3), 0, "night 2026-01-03 promoted: +");
    afterThreeNights = SavedFolder.of(work, folder.resolve("after-three"));
  }

  @Test
  void shuffledLabelsAreRefusedAndOldNightsAreCleared() throws Exception {
    afterThreeNights.putBack();
    world.train(100, RIGHT);
    fill(world.night(2).resolve("bulk"));
    kill(4, () -> !Files.exists(world.night(2).resolve("model/flanspark.json")));
    assertThat(world.night(2).resolve("bulk")).as("killed while it was deleted").exists();
    assertServes(4);
    assertHistory("2026-01-02  promoted .*", "2026-01-04  promoted .* in service .*");
    assertRollsBackTo(3);
    assertEnded(night(4), 0, "night 2026-01-04 was promoted before: +");

    world.train(120, SHUFFLED);
    HeldFile summary = HeldFile.before(summary(5));
    kill(5, () -> field(5, "outcome").equals("refused"));
    summary.becomeHalfWritten();
    assertServes(4);
    assertThat(summary(5)).doesNotExist();
    assertEnded(night(5), 4, "night 2026-01-05 was refused before: ");
    assertThat(summary(5)).content().contains("outcome   refused", "colours: -", "in service");
    assertServes(4);
    assertThat(world.night(2)).isDirectoryNotContaining("glob:**/{bulk,model,checkpoints}");

    Ended history = flan.run("nightly", "history", "--config", recipe.toString());
    assertThat(history.stdout().lines())
        .anyMatch(line -> line.matches("2026-01-03  promoted .* before .*"))
        .anyMatch(line -> line.matches("2026-01-04  promoted .* in service .*"))
        .anyMatch(line -> line.matches("2026-01-05  refused +-[0-9.]+ .*colours: -.*"));
    Ended back = flan.run("nightly", "rollback", "--config", recipe.toString());
    assertThat(back.code()).as(back.stderr()).isZero();
    assertServes(3);
  }

  @Test
  void aNightThatIsKilledInEachPhaseEndsAsIfItHadNotBeen() throws Exception {
    afterThreeNights.putBack();
    byte[] undisturbed = Files.readAllBytes(weights(3));
    List<Integer> rounds = rounds(3);
    afterTwoNights.putBack();
    String before = pointer();

    HeldFile journal = HeldFile.before(world.night(3).resolve("night.json"));
    kill(3, () -> Files.exists(lock()) && Files.size(lock()) > 0);
    journal.becomeHalfWritten();
    assertUndecided(before, "2026-01-02  promoted .* in service .*");

    Path prepared = world.prepared().resolve("_SUCCESS");
    kill(3, () -> phase(3).equals("prepare") && !Files.exists(prepared));
    assertUndecided(before, "2026-01-03  unfinished .*");

    kill(3, () -> phase(3).equals("train") && rounds(3).size() >= rounds.size() / 2);
    assertThat(rounds(3)).as("killed on the way").hasSizeLessThan(rounds.size());
    assertUndecided(before, "2026-01-03  unfinished .*");
    FileTime preparedAt = Files.getLastModifiedTime(prepared);

    Ended resumed = kill(3, () -> phase(3).equals("evaluate"));
    assertThat(resumed.stderr()).containsPattern("Resuming after round [1-9]");
    assertUndecided(before, "2026-01-03  unfinished .*");
    FileTime trainedAt = Files.getLastModifiedTime(weights(3));

    kill(3, () -> phase(3).equals("compare"));
    assertUndecided(before, "2026-01-03  unfinished .*");
    FileTime evaluatedAt = Files.getLastModifiedTime(results(3));

    HeldFile promotion = HeldFile.before(world.nightly().resolve("promoted.json"));
    kill(3, () -> phase(3).equals("promote"));
    promotion.becomeHalfWritten();
    assertUndecided(before, "2026-01-03  unfinished +\\+.*");

    HeldFile summary = HeldFile.before(summary(3));
    kill(3, () -> !pointer().equals(before));
    summary.becomeHalfWritten();
    assertServes(3);
    assertHistory("2026-01-03  promoted +\\+.* in service .*", "2026-01-02  promoted .* before .*");
    assertRollsBackTo(2);
    String after = pointer();

    assertThat(night(3).code()).isZero();
    assertThat(pointer()).isEqualTo(after);
    assertServes(3);
    assertThat(field(3, "outcome")).isEqualTo("promoted");
    assertThat(summary(3)).content().contains("outcome   promoted", "mean over clusters:");
    assertThat(lock()).doesNotExist();
    assertThat(rounds(3)).as("each round once").isEqualTo(rounds);
    assertThat(Files.readAllBytes(weights(3))).isEqualTo(undisturbed);
    assertThat(Files.getLastModifiedTime(prepared)).as("prepared once").isEqualTo(preparedAt);
    assertThat(Files.getLastModifiedTime(weights(3))).as("trained once").isEqualTo(trainedAt);
    assertThat(Files.getLastModifiedTime(results(3))).as("evaluated once").isEqualTo(evaluatedAt);
  }

  /** The model in service and its pointer are those of before; what is shown is true. */
  private static void assertUndecided(String before, String line) throws Exception {
    assertThat(pointer()).isEqualTo(before);
    assertServes(2);
    assertThat(lock()).as("of the process that was killed").exists();
    assertHistory(line);
    assertRollsBackTo(1);
  }

  /** The pointer names a night's model, which is there to its last byte. */
  private static void assertServes(int day) throws IOException {
    JsonNode pointer = JSON.readTree(pointer());
    assertThat(pointer.path("night").asText()).isEqualTo(date(day).toString());
    org.apache.hadoop.fs.Path model = new org.apache.hadoop.fs.Path(pointer.path("model").asText());
    assertThat(ModelExport.isComplete(model, new Configuration())).isTrue();
    assertThat(ModelFolder.open(model, new Configuration()).digest())
        .isEqualTo(pointer.path("digest").asText());
  }

  private static void assertHistory(String... lines) {
    CommandOutput history = CommandOutput.of(new NightlyCommand(), "history", "--config", file());
    for (String expected : lines) {
      assertThat(history.stdout().lines()).anyMatch(line -> line.matches(expected));
    }
  }

  /** Tries it, and takes it back. */
  private static void assertRollsBackTo(int day) throws IOException {
    Path copy = folder.resolve("before-rollback");
    SavedFolder killed = SavedFolder.of(world.nightly(), copy);
    CommandOutput back = CommandOutput.of(new NightlyCommand(), "rollback", "--config", file());
    assertThat(back.outcome().code()).as(back.outcome().message()).isZero();
    assertServes(day);
    killed.putBack();
    SavedFolder.delete(copy);
  }

  private static void assertEnded(Ended ended, int code, String message) throws IOException {
    assertThat(ended.code()).as(ended.stderr()).isEqualTo(code);
    assertThat(ended.stdout() + ended.stderr() + outcomes()).contains(message);
  }

  /** Something that a night has left on the disk. */
  @FunctionalInterface
  private interface Moment {
    boolean hasCome() throws IOException;
  }

  /** Begins a night and kills it as soon as a moment has come. */
  private static Ended kill(int day, Moment moment) throws IOException, InterruptedException {
    Running night = flan.start(line(day));
    Instant deadline = Instant.now().plus(LIMIT);
    while (!moment.hasCome()) {
      if (!night.process().isAlive() || Instant.now().isAfter(deadline)) {
        night.kill();
        throw new IllegalStateException(
            "The moment did not come:%n%s".formatted(Files.readString(night.stderr())));
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
    night.kill();
    return night.await();
  }

  private static Ended night(int day) throws IOException, InterruptedException {
    return flan.run(line(day));
  }

  private static String[] line(int day) {
    return Stream.of(
            List.of("--master", "local[2]"),
            List.of("--conf", "spark.driver.memory=1g", "--conf", QUICK, "nightly"),
            List.of("--config", file(), "--date", date(day).toString()))
        .flatMap(List::stream)
        .toArray(String[]::new);
  }

  private static RunConfig config() {
    return RunConfig.read(new ConfigSource(Map.of(), "", world.settings(), date(1), Map.of()));
  }

  private static LocalDate date(int day) {
    return LocalDate.of(2026, 1, day);
  }

  private static String file() {
    return recipe.toString();
  }

  private static String outcomes() throws IOException {
    StringBuilder texts = new StringBuilder();
    for (int day = 1; day <= 5; day++) {
      Path file = world.night(day).resolve("outcome.json");
      texts.append(Files.exists(file) ? Files.readString(file) : "");
    }
    return texts.toString();
  }

  private static Path lock() {
    return world.nightly().resolve(".lock");
  }

  private static String pointer() throws IOException {
    return Files.readString(world.nightly().resolve("promoted.json"));
  }

  private static Path summary(int day) {
    return world.night(day).resolve("summary.txt");
  }

  private static Path weights(int day) {
    return world.night(day).resolve("model/model.safetensors");
  }

  private static Path results(int day) {
    return world.night(day).resolve("results/evaluation.json");
  }

  private static String phase(int day) throws IOException {
    return field(day, "phase");
  }

  /** Of night.json, which is always whole; nothing where it is not there yet. */
  private static String field(int day, String name) throws IOException {
    Path file = world.night(day).resolve("night.json");
    return Files.exists(file) ? JSON.readTree(Files.readString(file)).path(name).asText("") : "";
  }

  private static List<Integer> rounds(int day) throws IOException {
    Path file = world.night(day).resolve("metrics.jsonl");
    if (!Files.exists(file)) {
      return List.of();
    }
    List<Integer> rounds = new ArrayList<>();
    // The last line may not be whole yet.
    for (String line : Files.readString(file).lines().filter(one -> one.endsWith("}")).toList()) {
      rounds.add(JSON.readTree(line).path("round").asInt());
    }
    return rounds;
  }

  private static void fill(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int file : IntStream.range(0, FILES).toArray()) {
      Files.createFile(folder.resolve("file-" + file));
    }
  }
}
