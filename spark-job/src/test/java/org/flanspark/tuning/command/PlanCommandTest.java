package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.flanspark.command.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
  /** 7,936 parameters: 289 embeddings of 16, a block of 3,280, and the last norm's 32. */
  private static final List<String> TINY =
      List.of(
          "model.layers=1",
          "model.width=16",
          "model.heads=2",
          "model.context=32",
          "tokenizer.vocabulary-size=257",
          "packing.row-length=32",
          "packing.max-target=8",
          "training.batch-rows=4",
          "execution.backend=nd4j",
          "execution.threads=1");

  @TempDir Path folder;

  @Test
  void tellsWhatAWorkersUpdatesNeed() {
    CommandOutput planned = plan();
    assertThat(planned.outcome()).isEqualTo(Outcome.done("planned"));
    assertThat(planned.stdout())
        .contains("model            7,936 parameters, gpt2")
        .contains("update           4 rows of 32 tokens, 128 counted, in 1 part(s)")
        .contains("parameters                  31,744 bytes")
        .contains("gradients                   31,744 bytes")
        .contains("optimizer state             63,488 bytes")
        .contains("received                    31,744 bytes")
        .contains("moments' copy               63,488 bytes")
        .containsPattern("worker_peak_bytes=\\d+\n$");
  }

  @Test
  void tellsWhatTheDriverHoldsAndWhatTravels() {
    assertThat(plan("averaging.workers=3", "averaging.outer=nesterov").stdout())
        .contains("means received              31,744 bytes")
        .contains("velocity                    31,744 bytes")
        .contains("a round of 20 updates of each of 3 workers")
        .contains("sent                        95,232 bytes")
        .contains("\nsent_bytes=95232\nreturned_bytes=95232\nreduced_bytes=31744\n");
  }

  @Test
  void saysWhatItAssumesAndTakesWhatIsKnown() {
    assertThat(plan().stdout())
        .contains(" at 20.0 a second: assuming AVX-512 cores, one for each of 1 thread(s)")
        .contains(" at 1.00 a second: assuming ten-gigabit Ethernet");
    assertThat(
            planWith(List.of("--gigaflops-per-worker", "0.001", "--gigabytes-per-second", "1e-5"))
                .stdout())
        .contains(" at 0.00100 a second: as given")
        .contains("\nexchange_seconds=9.523\n");
  }

  @Test
  void theRunsLengthIsUnknownUntilItsDataIsPrepared() {
    assertThat(plan().stdout())
        .contains("the run          unknown: no training rows in %s/none".formatted(folder))
        .contains("\nrounds=unknown\nrun_seconds=unknown\n");
  }

  @Test
  void endsInALineThatSubmitsTheTraining() {
    assertThat(planWith(List.of("--executor-cores", "8", "--date", "2026-01-31")).stdout())
        .contains("spark-submit \\\n  --class " + TrainCommand.class.getName() + " \\\n")
        .contains("--conf spark.executor.instances=2 \\\n")
        .contains("--conf spark.executor.cores=8 \\\n")
        .containsPattern("--conf spark.executor.memory=\\d+m ")
        .containsPattern("--conf spark.driver.memoryOverhead=\\d+m ")
        .contains("--set model.layers=1 \\\n")
        .contains("--date 2026-01-31\n");
  }

  @Test
  void saysWhoseMemoryItIsWhereDl4jAverages() {
    assertThat(plan("averaging.master=dl4j").stdout())
        .contains("memory and bytes below are those of flanspark");
  }

  @Test
  void refusesRatesThatNothingHas() {
    assertThat(planWith(List.of("--gigabytes-per-second", "0")).outcome())
        .isEqualTo(
            new Outcome(2, "failed", "Invalid --gigabytes-per-second: 0.0, expected above 0"));
  }

  @Test
  void partsRecomputingAndAdafactorNeedLess() {
    long whole = peakBytes(plan("model.layers=4"));
    assertThat(peakBytes(plan("model.layers=4", "training.accumulate=2"))).isLessThan(whole);
    assertThat(peakBytes(plan("model.layers=4", "training.recompute-activations=true")))
        .isLessThan(whole);
    assertThat(peakBytes(plan("model.layers=4", "training.optimizer=adafactor"))).isLessThan(whole);
  }

  private static long peakBytes(CommandOutput planned) {
    String[] lines = planned.stdout().strip().split("\n", -1);
    return Long.parseLong(lines[lines.length - 1].replace("worker_peak_bytes=", ""));
  }

  private CommandOutput plan(String... more) {
    return planWith(List.of(), more);
  }

  private CommandOutput planWith(List<String> options, String... more) {
    List<String> folders =
        List.of("output.prepared=" + folder + "/none", "output.run=" + folder + "/run");
    Stream<String> settings =
        Stream.of(TINY, folders, List.of(more))
            .flatMap(List::stream)
            .flatMap(setting -> Stream.of("--set", setting));
    return CommandOutput.of(
        new PlanCommand(), Stream.concat(options.stream(), settings).toArray(String[]::new));
  }
}
