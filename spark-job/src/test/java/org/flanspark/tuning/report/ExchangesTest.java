package org.flanspark.tuning.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.flanspark.tuning.averaging.Exchange;
import org.flanspark.tuning.report.Exchanges.Told;
import org.junit.jupiter.api.Test;

class ExchangesTest {
  /** Of worker 0 in the first round, of workers 0 and 3 in the second. */
  private final Exchanges exchanges =
      new Exchanges(
          List.of(
              new Told(
                  1,
                  new Exchange(1, 6, 2, 0.5, 0.5, 800, 400, 200, Map.of(0, 1.5), null, null, 7L)),
              new Told(
                  2,
                  new Exchange(
                      2, 7, 0, 0, 1, 800, 800, 200, Map.of(3, 1.0, 0, 2.0), 0.75, null, 5L))));

  @Test
  void theMostMemoryCountsAndNoneWhereNoRoundTold() {
    assertThat(exchanges.executorPeakBytes()).isEqualTo(7);
    assertThat(exchanges.driverPeakBytes()).isNull();
  }

  @Test
  void sumsUpByPhaseAndByDirection() {
    assertThat(exchanges.seconds()).isEqualTo(20);
    assertThat(exchanges.seconds(Phase.SENDING)).isEqualTo(3);
    assertThat(exchanges.seconds(Phase.LOCAL)).isEqualTo(13);
    assertThat(exchanges.bytes()).isEqualTo(3200);
    assertThat(exchanges.bytes(Direction.RETURNED)).isEqualTo(1200);
  }

  @Test
  void whatIsNotTrainingIsAveraging() {
    assertThat(exchanges.shareOfAveraging()).isEqualTo(0.35);
    assertThat(new Exchanges(List.of()).shareOfAveraging()).isZero();
  }

  @Test
  void workersAreThoseWhoseDeltaEverCounted() {
    assertThat(exchanges.workers()).containsExactly(0, 3);
  }

  @Test
  void roundsThatToldNothingAreLeftOut() {
    assertThat(Exchanges.of(Reports.rounds()).isEmpty()).isTrue();
    assertThat(
            Exchanges.of(
                    List.of(
                        Reports.round(1, null),
                        Reports.round(2, Reports.exchange(2)),
                        Reports.round(3, null)))
                .rounds())
        .containsExactly(new Told(2, Reports.exchange(2)));
  }
}
