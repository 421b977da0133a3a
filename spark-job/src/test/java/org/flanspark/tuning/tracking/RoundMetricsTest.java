package org.flanspark.tuning.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.tuning.averaging.Exchange;
import org.flanspark.tuning.averaging.RoundResult;
import org.flanspark.tuning.averaging.WorkerResult;
import org.flanspark.tuning.ledger.JsonLines;
import org.flanspark.tuning.ledger.Progress;
import org.flanspark.tuning.model.StepStatistics;
import org.flanspark.tuning.model.StepStatistics.TaskLoss;
import org.flanspark.tuning.training.RoundReport;
import org.flanspark.tuning.training.RunFolder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundMetricsTest {
  private final Configuration hadoop = new Configuration();

  private static final Exchange EXCHANGE =
      new Exchange(
          0.5, 2.5, 0.6, 0.1, 0.3, 800, 800, 400, Map.of(0, 1.5, 1, 2.0), 0.75, 3000L, null);

  @TempDir Path folder;

  @Test
  void sumsUpTheUpdatesOfAllWorkers() {
    RoundMetrics metrics = metrics(Optional.empty());
    assertThat(metrics.loss()).isEqualTo(60.0 / 40);
    assertThat(metrics.tokens()).isEqualTo(80);
    assertThat(metrics.countedTokens()).isEqualTo(40);
    assertThat(metrics.lossByTask()).isEqualTo(Map.of("first", 3.0, "second", 1.0));
    assertThat(metrics.gradientNorm()).isEqualTo(3);
    assertThat(metrics.tokensPerSecond()).isEqualTo(20);
    assertThat(metrics.synchronisingSeconds()).isEqualTo(1.5);
  }

  @Test
  void aLineReadsBack() throws IOException {
    List<RoundMetrics> rounds =
        List.of(metrics(Optional.empty()), metrics(Optional.of(step(0, 5, 10, 0))));
    JsonLines.write(run().metrics(), hadoop, rounds);
    assertThat(RoundMetrics.read(run(), hadoop)).isEqualTo(rounds);
    assertThat(Files.readAllLines(folder.resolve("metrics.jsonl")).get(0))
        .startsWith(
            "{\"round\":12,\"step\":240,\"tokens\":80,\"counted_tokens\":40,\"total_tokens\":1310000,"
                + "\"loss\":1.5,\"validation_loss\":null,\"loss_by_task\":{\"first\":3.0,\"second\":1.0}")
        .endsWith(
            "\"exchange\":{\"sending_seconds\":0.5,\"local_seconds\":2.5,\"reducing_seconds\":0.6,"
                + "\"outer_seconds\":0.1,\"waiting_seconds\":0.3,\"sent_bytes\":800,"
                + "\"returned_bytes\":800,\"reduced_bytes\":400,"
                + "\"delta_norms\":{\"0\":1.5,\"1\":2.0},\"delta_cosine\":0.75,"
                + "\"driver_peak_bytes\":3000,\"executor_peak_bytes\":null}}");
  }

  @Test
  void theLogLineIsForThePersonWaiting() {
    assertThat(ProgressLine.of(metrics(Optional.empty()), 40, 720))
        .isEqualTo(
            "round 12/40 | tokens 1.31M | loss 1.500 | lr 3.0e-05 | grad norm 3.00 | 20 tok/s"
                + " | local 2.5, send 0.5, reduce 0.6, outer 0.1, wait 0.3 s | cos 0.75"
                + " | 12 min left");
    assertThat(ProgressLine.of(metrics(Optional.of(step(0, 5, 10, 0))), 40, 30))
        .contains("| loss 1.500, validation 0.500 |")
        .endsWith("| 30 s left");
  }

  @Test
  void theLogLineOfAMasterThatTellsNothingOfItsExchangeHasTheRestOfTheRound() {
    assertThat(ProgressLine.of(metrics(null, Optional.empty()), 40, 720))
        .endsWith("| grad norm 3.00 | 20 tok/s | sync 1.5 s | 12 min left");
  }

  @Test
  void theLogLineOfOneWorkerHasNoCosine() {
    Exchange alone =
        new Exchange(0.5, 2.5, 0.6, 0.1, 0.3, 400, 400, 400, Map.of(0, 1.5), null, null, null);
    assertThat(ProgressLine.of(metrics(alone, Optional.empty()), 40, 720))
        .endsWith("| local 2.5, send 0.5, reduce 0.6, outer 0.1, wait 0.3 s | 12 min left");
  }

  @Test
  void amountsHaveTwoOrThreeDigits() {
    assertThat(List.of(0.0, 950.0, 4_100.0, 41_200.0, 999_499.0, 1.31e6, 2.5e9))
        .extracting(ProgressLine::amount)
        .containsExactly("0", "950", "4.1k", "41k", "999k", "1.31M", "2.50G");
    assertThat(List.of(119.0, 120.0, 7199.0, 9000.0))
        .extracting(ProgressLine::duration)
        .containsExactly("119 s", "2 min", "120 min", "2.5 h");
  }

  private static RoundMetrics metrics(Optional<StepStatistics> validation) {
    return metrics(EXCHANGE, validation);
  }

  private static RoundMetrics metrics(
      @Nullable Exchange exchange, Optional<StepStatistics> validation) {
    return RoundMetrics.of(
        new RoundReport(
            new Progress(12, 240, 960), 40, 1_310_000, result(exchange), validation, 3e-5),
        List.of("first", "second"));
  }

  /** Two workers: 10 counted tokens of task 0 and 30 of task 1 in three updates. */
  private static RoundResult result(@Nullable Exchange exchange) {
    return new RoundResult(
        List.of(
            new WorkerResult(1, List.of(step(1, 20, 10, 2.0)), 1.5),
            new WorkerResult(0, List.of(step(0, 30, 10, 4.0), step(1, 10, 20, 3.0)), 2.5)),
        4,
        exchange,
        List.of());
  }

  private static StepStatistics step(int task, double lossSum, long counted, double norm) {
    return new StepStatistics(
        lossSum, counted, 2 * counted, norm, Map.of(task, new TaskLoss(lossSum, counted)));
  }

  private RunFolder run() {
    return new RunFolder(new org.apache.hadoop.fs.Path(folder.toUri()));
  }
}
