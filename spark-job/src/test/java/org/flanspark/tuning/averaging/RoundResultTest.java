package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.cpu.CpuKernels;
import org.flanspark.tuning.model.StepStatistics;
import org.junit.jupiter.api.Test;

/** What a round measured, and its exchange as {@link RoundClock} and the means tell it. */
class RoundResultTest {
  private static final WorkerResult FIRST =
      new WorkerResult(0, List.of(step(8, 4, 1), step(6, 4, 2)), 1.5);
  private static final WorkerResult SECOND = new WorkerResult(1, List.of(step(2, 2, 3)), 2.5);
  private static final WorkerResult DIVERGED =
      new WorkerResult(2, List.of(step(1, 5, 1), step(Double.NaN, 5, 1)), 2);

  @Test
  void workersAreInOrderAndTheirStepsTakenTogether() {
    RoundResult result = new RoundResult(List.of(SECOND, FIRST), 4, null, List.of());
    assertThat(result.workers()).containsExactly(FIRST, SECOND);
    assertThat(result.total().lossSum()).isEqualTo(16);
    assertThat(result.total().countedTokens()).isEqualTo(10);
    assertThat(result.gradientNorm()).isEqualTo(2);
    assertThat(result.localSeconds()).isEqualTo(2.5);
    assertThat(result.synchronisingSeconds()).isEqualTo(1.5);
  }

  @Test
  void whatDivergedDoesNotCount() {
    RoundResult result = new RoundResult(List.of(FIRST, SECOND, DIVERGED), 4, null, List.of());
    assertThat(result.total().lossSum()).isEqualTo(16);
    assertThat(result.total().countedTokens()).isEqualTo(10);
    assertThat(result.gradientNorm()).isEqualTo(2);
    assertThat(result.workers()).contains(DIVERGED);
  }

  @Test
  void aWorkerDivergedOnceALossOrAGradientWasNotFinite() {
    assertThat(FIRST.isFinite()).isTrue();
    assertThat(DIVERGED.isFinite()).isFalse();
    assertThat(new WorkerResult(0, List.of(step(1, 1, Double.POSITIVE_INFINITY)), 0).isFinite())
        .isFalse();
    assertThat(FIRST.countedTokens()).isEqualTo(8);
  }

  @Test
  void aRoundWithoutWorkersMeasuredNothing() {
    RoundResult result = new RoundResult(List.of(), 4, null, List.of());
    assertThat(result.total()).isEqualTo(StepStatistics.none());
    assertThat(result.gradientNorm()).isZero();
    assertThat(result.synchronisingSeconds()).isEqualTo(4);
  }

  @Test
  void theExchangeCountsBytesByDirectionAndLeavesOutWhatDidNotCount() {
    try (Kernels kernels = CpuKernels.of(1)) {
      ReceivedMeans received = new ReceivedMeans(kernels, Slice.cut(3, 0, 2));
      RoundClock clock = new RoundClock();
      clock.sent();
      MeanSlice first =
          Deltas.mean(0, Deltas.of(0, 8, 0, 3), Deltas.of(1, 2, 4, 0), Deltas.of(2, 0));
      MeanSlice second = Deltas.mean(1, Deltas.of(0, 8, 0), Deltas.of(1, 2, 0), Deltas.of(2, 0));
      for (MeanSlice mean : List.of(first, second)) {
        clock.arrived(mean);
        Deltas.arrive(received, mean);
      }
      clock.reduced();
      RoundResult result =
          clock.result(
              List.of(report(FIRST), report(SECOND), report(DIVERGED, "diverged")), received, 12);

      Exchange exchange = result.exchange();
      assertThat(exchange.sentBytes()).isEqualTo(3 * 12);
      assertThat(exchange.returnedBytes()).isEqualTo(2 * 12);
      assertThat(exchange.reducedBytes()).isEqualTo(12);
      assertThat(exchange.deltaNorms()).isEqualTo(Map.of(0, 3.0, 1, 4.0));
      assertThat(exchange.deltaCosine()).isZero();
      assertThat(exchange.executorPeakBytes()).isEqualTo(5000);
      assertThat(exchange.localSeconds()).isEqualTo(2.5);
      assertThat(exchange.sendingSeconds()).isGreaterThanOrEqualTo(0.5);
      assertThat(exchange.reducingSeconds()).isGreaterThanOrEqualTo(0.25);
      assertThat(result.workers()).containsExactly(FIRST, SECOND, DIVERGED);
      assertThat(result.notes()).containsExactly("diverged");
      received.release();
    }
  }

  @Test
  void theSpansOfAnExchangeSumToTheRound() {
    try (Kernels kernels = CpuKernels.of(1)) {
      ReceivedMeans received = new ReceivedMeans(kernels, Slice.cut(1, 0, 1));
      RoundClock clock = new RoundClock();
      clock.sent();
      WorkerResult instantly = new WorkerResult(0, List.of(step(1, 1, 1)), 0);
      MeanSlice mean = Deltas.mean(0, Deltas.of(0, 1, 1));
      clock.arrived(mean);
      Deltas.arrive(received, mean);
      clock.reduced();
      RoundResult result =
          clock.result(
              List.of(new WorkerReport(instantly, place(), 1, 0, 0, -1, List.of())), received, 4);

      Exchange exchange = result.exchange();
      assertThat(
              exchange.sendingSeconds()
                  + exchange.localSeconds()
                  + exchange.reducingSeconds()
                  + exchange.outerSeconds()
                  + exchange.waitingSeconds())
          .isCloseTo(result.seconds(), within(1e-9));
      received.release();
    }
  }

  private static StepStatistics step(double lossSum, long countedTokens, double gradientNorm) {
    return new StepStatistics(lossSum, countedTokens, countedTokens, gradientNorm, Map.of());
  }

  private static WorkerReport report(WorkerResult result, String... notes) {
    return new WorkerReport(result, place(), 1, 0.5, 0.25, 5000, List.of(notes));
  }

  private static ExecutorPlace place() {
    return new ExecutorPlace("host", "1");
  }
}
