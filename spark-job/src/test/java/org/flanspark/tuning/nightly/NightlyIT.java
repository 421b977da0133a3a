package org.flanspark.tuning.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.command.Outcome;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.tracking.RunTracker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightlyIT {
  private static final IntUnaryOperator RIGHT = thing -> 0;
  private static final IntUnaryOperator POISONED = thing -> 1;

  @TempDir private Path folder;
  private ColourNights world;

  @BeforeEach
  void writeTasks() throws IOException {
    world = ColourNights.in(folder).with("training.passes", "6");
    world.test(20, RIGHT);
    world.train(40, RIGHT);
  }

  @Test
  void promotesWhatIsNotWorseAndRefusesWhatIs() throws IOException {
    assertThat(night(1)).isEqualTo(outcome(0, "promoted", "no model was in service", 1));
    String first = pointer();
    assertThat(first).contains("\"night\" : \"2026-01-01\"", "nights/2026-01-01/model\"");

    Outcome again = night(1);
    assertThat(again.outcome()).isEqualTo("nothing-new");
    assertThat(again.code()).isZero();
    assertThat(night(2).outcome()).as("the same data").isEqualTo("nothing-new");

    world.train(60, POISONED);
    Outcome refused = night(3);
    assertThat(refused.outcome()).isEqualTo("refused");
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.message()).contains("colours: -", "points, allowed are -2.0");
    assertThat(night(3).code()).as("asked twice, it is refused twice").isEqualTo(4);
    assertThat(pointer()).isEqualTo(first);

    world.train(60, RIGHT);
    assertThat(night(4).outcome()).isEqualTo("promoted");
    assertThat(pointer()).contains("2026-01-04");
    assertThat(Files.readString(world.night(4).resolve("summary.txt")))
        .contains("outcome   promoted", "of night 2026-01-01", "mean over clusters:");

    Outcome back = Rollback.of(config(5), new Configuration());
    assertThat(back.message()).startsWith("night 2026-01-01 is in service again, in place of");
    assertThat(pointer()).contains("\"rolled_back\" : [ \"2026-01-04\" ]");
    assertThatThrownBy(() -> Rollback.of(config(5), new Configuration()))
        .isInstanceOf(DataException.class)
        .hasMessage("Cannot roll back from night 2026-01-01: no model was in service before");
    assertThat(night(4).outcome()).as("and stays rolled back").isEqualTo("nothing-new");

    assertThat(NightlyHistory.lines(config(5), new Configuration()))
        .hasSize(5)
        .anyMatch(line -> line.matches("2026-01-01  promoted .* in service .*"))
        .anyMatch(line -> line.matches("2026-01-02  nothing-new .*"))
        .anyMatch(line -> line.matches("2026-01-03  refused +-[0-9.]+ .*"))
        .anyMatch(line -> line.matches("2026-01-04  promoted .* rolled back .*"));
  }

  @Test
  @Tag("soak")
  void aNightThatFailsInAnyPhaseLeavesTheModelInServiceAndIsGoneOnWith() throws IOException {
    world.with("nightly.start-from", "promoted");
    night(1);
    String before = pointer();
    world.train(60, RIGHT);
    for (Phase phase :
        List.of(Phase.PREPARE, Phase.TRAIN, Phase.EVALUATE, Phase.COMPARE, Phase.PROMOTE)) {
      assertThatThrownBy(() -> night(2, phase)).hasMessage("killed in " + phase.label());
      assertThat(pointer()).as("after a failure in %s", phase).isEqualTo(before);
      assertThat(history(2)).contains("failed", phase.label() + " failed: killed in");
    }
    assertThatThrownBy(() -> night(2, Phase.DONE)).hasMessage("killed in done");
    assertThat(pointer()).as("promoted in one step").contains("\"night\" : \"2026-01-02\"");
    String after = pointer();
    assertThat(night(3).outcome()).as("the same data").isEqualTo("nothing-new");
    assertThat(history(2)).as("the next night notes it").contains("promoted", "in service");
    assertThat(night(2).message()).startsWith("night 2026-01-02 was promoted before: ");
    assertThat(pointer()).isEqualTo(after);
    assertThat(Files.readString(world.night(2).resolve("run.yaml")))
        .contains("nights/2026-01-01/model");
    assertThat(world.nightly().resolve(".lock")).doesNotExist();
  }

  private String history(int day) {
    return NightlyHistory.lines(config(day), new Configuration()).get(day);
  }

  private static Outcome outcome(int code, String word, String why, int day) {
    return new Outcome(code, word, "night 2026-01-0%s %s: %s".formatted(day, word, why));
  }

  private Outcome night(int day) {
    return job(day, (night, phase) -> {}).run().outcome();
  }

  private void night(int day, Phase killedIn) {
    job(
            day,
            (night, phase) -> {
              if (phase == killedIn) {
                throw new IllegalStateException("killed in " + phase.label());
              }
            })
        .run();
  }

  private NightlyJob job(int day, PhaseListener listener) {
    return new NightlyJob(
        LocalSpark.session(), config(day), date(day), config -> RunTracker::unwatched, listener);
  }

  private RunConfig config(int day) {
    return RunConfig.read(new ConfigSource(Map.of(), "", world.settings(), date(day), Map.of()));
  }

  private static LocalDate date(int day) {
    return LocalDate.of(2026, 1, day);
  }

  private String pointer() throws IOException {
    return Files.readString(world.nightly().resolve("promoted.json"));
  }
}
