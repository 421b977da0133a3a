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
        .contains("model            7936 parameters, gpt2")
        .contains("update           4 rows of 32 tokens, 128 counted, in 1 part(s)")
        .contains("parameters                  31,744 bytes")
        .contains("gradients                   31,744 bytes")
        .contains("optimizer state             63,488 bytes")
        .containsPattern("worker_peak_bytes=\\d+\n$");
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
    Stream<String> settings =
        Stream.of(TINY.stream(), Stream.of("output.prepared=" + folder + "/none"), Stream.of(more))
            .flatMap(part -> part);
    return CommandOutput.of(
        new PlanCommand(),
        settings.flatMap(setting -> Stream.of("--set", setting)).toArray(String[]::new));
  }
}
