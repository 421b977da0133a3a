package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.command.Outcome;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.ledger.JsonLines;
import org.flanspark.tuning.ledger.LedgerEntry;
import org.flanspark.tuning.ledger.Pace;
import org.flanspark.tuning.ledger.Progress;
import org.flanspark.tuning.ledger.RoundPlan;
import org.flanspark.tuning.ledger.RoundPlanner;
import org.flanspark.tuning.ledger.RowOrder;
import org.flanspark.tuning.training.TinyPreparedShards;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shards of 9, 0 and 13 rows with six examples each, and a ledger of two workers. */
class LedgerCommandTest {
  private static final Configuration HADOOP = new Configuration();
  private static final List<String> NO_NOTES = List.of();

  @TempDir Path folder;

  @BeforeEach
  void prepare() throws IOException {
    RunConfig config = TinyPreparedShards.config(folder, Map.of());
    TinyPreparedShards.write(config, HADOOP);
    Files.writeString(folder.resolve("run.yaml"), config.toYaml());
  }

  @Test
  void provesThatEachRowWasSeenOnceAPass() {
    writeLedger(rounds(2, NO_NOTES));
    CommandOutput verified = ledger("verify");
    assertThat(verified.outcome()).isEqualTo(Outcome.done("verified"));
    assertThat(verified.stdout())
        .isEqualTo(
            "ledger: 4 rounds, 44 rows, 2 passes of 22 rows with 132 examples: each row once a pass\n");
  }

  @Test
  void tellsOfThePassThatIsNotDoneAndOfNotes() {
    writeLedger(rounds(2, List.of("worker 1: moments began anew")).subList(0, 3));
    assertThat(ledger("verify").stdout())
        .isEqualTo(
            """
            ledger: 3 rounds, 36 rows, 1 pass of 22 rows with 132 examples: each row once a pass; 14 rows of pass 2, each at most once
            notes: 3
            round 1: worker 1: moments began anew
            round 2: worker 1: moments began anew
            round 3: worker 1: moments began anew
            """);
  }

  @Test
  void aLedgerThatDoesNotHoldIsTheDatasFault() {
    List<LedgerEntry> rounds = rounds(2, NO_NOTES);
    writeLedger(List.of(rounds.get(0), rounds.get(2), rounds.get(3)));
    CommandOutput verified = ledger("verify");
    assertThat(verified.outcome().code()).isEqualTo(3);
    assertThat(verified.outcome().message())
        .startsWith(
            "Cannot verify %1$s/run/ledger.jsonl against prepared data %1$s/prepared and training.seed 42, 15 problems; set these to what the run was trained with, or train again:\n- round 3 stands where round 2 was expected\n"
                .formatted(folder));
    assertThat(verified.stdout()).isEmpty();
  }

  @Test
  void findsTheRoundsOfAnExample() {
    writeLedger(rounds(2, NO_NOTES).subList(0, 3));
    assertThat(ledger("find", "task/train/50").stdout())
        .isEqualTo(
            """
            pass=1 round=1 worker=0 step=1 shard=0 row=8 segment=2
            pass=2 not-yet-seen shard=0 row=8 segment=2
            """);
  }

  @Test
  void anUnknownExampleNamesTheNearest() {
    writeLedger(rounds(2, NO_NOTES));
    Outcome outcome = ledger("find", "task/train/5000").outcome();
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.message())
        .isEqualTo(
            "Unknown example 'task/train/5000': no training row of %s/prepared holds it, as none does where it was capped, quarantined or drawn into another split; the id that begins most like it is 'task/train/50'"
                .formatted(folder));
  }

  @Test
  void aMissingLedgerSaysWhatToDo() {
    Outcome outcome = ledger("verify").outcome();
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.message())
        .isEqualTo(
            "Missing ledger %s/run/ledger.jsonl: no round of this run has ended; run train first, or set output.run to the folder of a run"
                .formatted(folder));
  }

  @Test
  void aQuestionIsNeeded() {
    CommandOutput asked = CommandOutput.of(new LedgerCommand());
    assertThat(asked.outcome().code()).isEqualTo(2);
    assertThat(asked.outcome().message())
        .isEqualTo("Missing question to the ledger: expected ledger verify or ledger find");
    assertThat(ledger("find").outcome().message())
        .isEqualTo("Missing required parameter: 'EXAMPLE_ID'; --help lists the options");
  }

  @Test
  void eachQuestionHasItsHelp() {
    assertThat(CommandOutput.of(new LedgerCommand(), "--help").stdout())
        .contains("Usage: ledger", "verify", "find");
    assertThat(CommandOutput.of(new LedgerCommand(), "verify", "--help").stdout())
        .contains("Usage: ledger verify", "--config=FILE");
    assertThat(CommandOutput.of(new LedgerCommand(), "find", "--help").stdout())
        .contains("Usage: ledger find", "EXAMPLE_ID", "not-yet-seen");
  }

  private CommandOutput ledger(String... question) {
    return CommandOutput.of(
        new LedgerCommand(),
        Stream.concat(Stream.of(question), Stream.of("--config", folder.resolve("run.yaml") + ""))
            .toArray(String[]::new));
  }

  /** Two workers, two rows a batch, three local steps. */
  private static List<LedgerEntry> rounds(int passes, List<String> notes) {
    RoundPlanner planner =
        new RoundPlanner(new RowOrder(42, List.of(9L, 0L, 13L)), new Pace(2, 2, 3, passes, null));
    List<LedgerEntry> rounds = new ArrayList<>();
    Progress done = Progress.START;
    while (planner.next(done).isPresent()) {
      RoundPlan plan = planner.next(done).orElseThrow();
      rounds.add(LedgerEntry.of(plan, notes));
      done = plan.after();
    }
    return rounds;
  }

  private void writeLedger(List<LedgerEntry> rounds) {
    JsonLines.write(
        new org.apache.hadoop.fs.Path(folder.resolve("run/ledger.jsonl").toUri()), HADOOP, rounds);
  }
}
