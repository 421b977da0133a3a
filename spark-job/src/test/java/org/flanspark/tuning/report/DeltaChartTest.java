package org.flanspark.tuning.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flanspark.tuning.averaging.Exchange;
import org.flanspark.tuning.report.Exchanges.Told;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeltaChartTest {
  @Test
  void eachWorkerHasItsCurveOfNorms() {
    // rounds at 266.5 and 651.5; norms of 0 to 2 from 200 up to 12
    assertThat(
            DeltaChart.norms(
                "c",
                exchanges(
                    exchange(Map.of(0, 1.0, 4, 2.0), 0.5), exchange(Map.of(0, 0.5, 4, 1.5), 0.25))))
        .contains("<polyline class=\"worker-0\" points=\"266.5,106 651.5,153\"/>")
        .contains("<polyline class=\"worker-1\" points=\"266.5,12 651.5,59\"/>")
        .contains("<title>round 2: worker 0 0.5, worker 4 1.5</title>")
        .contains(
            "<desc id=\"c-description\">First round 1: worker 0 1, worker 4 2; last round 2:"
                + " worker 0 0.5, worker 4 1.5</desc>");
  }

  @Test
  void ofManyWorkersTheMedianStandsBetweenTheLeastAndTheGreatest() {
    Map<Integer, Double> norms =
        IntStream.rangeClosed(0, 6).boxed().collect(Collectors.toMap(i -> i, i -> 0.5 + i / 4.0));
    String drawing = DeltaChart.norms("c", exchanges(exchange(norms, 0.5), exchange(norms, 0.5)));
    assertThat(drawing)
        .contains("<polyline class=\"least\" points=\"266.5,153 651.5,153\"/>")
        .contains("<polyline class=\"median\" points=\"266.5,82.5 651.5,82.5\"/>")
        .contains("<polyline class=\"greatest\" points=\"266.5,12 651.5,12\"/>")
        .contains("<title>round 1: least 0.5, median 1.25, greatest 2</title>")
        .doesNotContain("worker-");
  }

  @Test
  void theAxisOfTheCosineReachesOneAndBelowZeroWhereItMust() {
    assertThat(
            DeltaChart.cosines("c", exchanges(exchange(Map.of(), 0.5), exchange(Map.of(), -0.25))))
        .contains(">\u22120.5</text>")
        .contains(">1</text>")
        // from -0.5 at 200 to 1 at 12
        .contains("<polyline class=\"cosine\" points=\"266.5,74.67 651.5,168.67\"/>");
  }

  @Test
  void aRoundWithoutACosineIsPassedOver() {
    assertThat(
            DeltaChart.cosines("c", exchanges(exchange(Map.of(), null), exchange(Map.of(), 1.0))))
        .contains("<circle class=\"cosine\" cx=\"651.5\" cy=\"12\" r=\"3\"/>")
        .contains("<title>round 1: cosine none</title>");
  }

  @Test
  void oneWorkerAloneHasNoCosine() {
    assertThat(DeltaChart.cosines("c", exchanges(exchange(Map.of(0, 1.5), null)))).isEmpty();
  }

  private static Exchanges exchanges(Exchange... rounds) {
    return new Exchanges(
        IntStream.range(0, rounds.length).mapToObj(i -> new Told(i + 1, rounds[i])).toList());
  }

  private static Exchange exchange(Map<Integer, Double> norms, @Nullable Double cosine) {
    return new Exchange(0, 0, 0, 0, 0, 0, 0, 0, norms, cosine, null, null);
  }
}
