package org.flanspark.tuning.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightsTest {
  private static final String NOW = "2026-02-01T03:00:00Z";

  @TempDir private Path folder;
  private Nights nights;

  @BeforeEach
  void open() {
    nights = new Nights(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration());
  }

  @Test
  void aNightIsReadBackAsItWasWritten() {
    Night night =
        Night.begun("2026-01-31", NOW)
            .with(new NightBasis("aa", "bb", "base"))
            .judged(
                "2026-01-30",
                new Verdict(
                    false,
                    "worse",
                    -0.1,
                    List.of(new Verdict.ClusterGain("nli", 9, 0.5, 0.4, -0.1, -0.2, 0, 0.01))))
            .after(Phase.TRAIN, 1.5)
            .in(Phase.COMPARE)
            .ended(NightOutcome.NOTHING_NEW, "worse", NOW);
    nights.write(night);
    assertThat(nights.read("2026-01-31")).contains(night);
    assertThat(night.seconds()).isEqualTo(Map.of("train", 1.5));
    assertThat(nights.read("2026-02-01")).isEmpty();
  }

  @Test
  void keepsTheRunsOfTheLastNightsAndOfThoseThatAreNeeded() throws IOException {
    for (int day = 1; day <= 5; day++) {
      night(day, day == 4 ? NightOutcome.NOTHING_NEW : NightOutcome.REFUSED);
    }
    nights.prune(2, List.of("2026-01-01"));
    assertThat(withModel()).containsExactly(true, false, true, true, true);
    assertThat(nights.all()).as("what became of them is remembered").hasSize(5);
    assertThat(folder.resolve("nights/2026-01-02/report.html")).exists();
  }

  @Test
  void aNightThatBeginsAnewIsKnownUntilAllElseIsGone() throws IOException {
    night(1, NightOutcome.FAILED);
    nights.clear("2026-01-01");
    assertThat(folder.resolve("nights/2026-01-01")).isDirectoryContaining("glob:**/night.json");
    assertThat(withModel()).containsExactly(false);
    assertThat(folder.resolve("nights/2026-01-01/report.html")).doesNotExist();
  }

  @Test
  void theHistoryMarksTheModelsInServiceBeforeAndTakenBack() {
    Night refused =
        Night.begun("2026-01-03", NOW)
            .judged("2026-01-02", new Verdict(false, "nli: -5.0 points", -0.051, List.of()))
            .ended(NightOutcome.REFUSED, "nli: -5.0 points", NOW);
    List<Night> all =
        List.of(
            ended(1, NightOutcome.PROMOTED, "no model was in service"),
            ended(2, NightOutcome.PROMOTED, "better"),
            refused,
            ended(4, NightOutcome.PROMOTED, "better"),
            Night.begun("2026-01-05", NOW));
    Promotion first = new Promotion("2026-01-01", "m", "d", NOW, List.of(), null);
    Promotion pointer = new Promotion("2026-01-02", "m", "d", NOW, List.of("2026-01-04"), first);
    assertThat(NightlyHistory.lines(all, Optional.of(pointer)))
        .containsExactly(
            "night       outcome      mean gain  model        why",
            "2026-01-01  promoted             -  before       no model was in service",
            "2026-01-02  promoted             -  in service   better",
            "2026-01-03  refused           -5.1               nli: -5.0 points",
            "2026-01-04  promoted             -  rolled back  better",
            "2026-01-05  unfinished           -               ");
  }

  private static Night ended(int day, NightOutcome outcome, String why) {
    return Night.begun("2026-01-0" + day, NOW).ended(outcome, why, NOW);
  }

  private void night(int day, NightOutcome outcome) throws IOException {
    nights.write(ended(day, outcome, ""));
    Path run = folder.resolve("nights/2026-01-0" + day);
    Files.createDirectories(run.resolve("model"));
    Files.writeString(run.resolve("report.html"), "");
  }

  private List<Boolean> withModel() {
    return nights.all().stream()
        .map(night -> Files.exists(folder.resolve("nights").resolve(night.night() + "/model")))
        .toList();
  }
}
