package org.flanspark.tuning.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.flanspark.tuning.averaging.Exchange;
import org.flanspark.tuning.report.Exchanges.Told;
import org.junit.jupiter.api.Test;

class RoundSpanTest {
  @Test
  void upToSixtyRoundsStandAlone() {
    assertThat(spans(1, 60)).hasSize(60).extracting(RoundSpan::title).contains("round 60");
  }

  @Test
  void moreRoundsAreJoinedInEqualSpans() {
    assertThat(spans(1, 61)).hasSize(31);
    List<RoundSpan> spans = spans(1, 430);
    assertThat(spans).hasSize(54);
    assertThat(spans.get(0).title()).isEqualTo("rounds 1 to 8, on average");
    assertThat(spans.get(0).middle()).isEqualTo(4.5);
    assertThat(spans.get(53).title()).isEqualTo("rounds 425 to 430, on average");
  }

  @Test
  void aSpanHasTheMeansOfItsRounds() {
    RoundSpan span =
        new RoundSpan(
            List.of(
                new Told(
                    1, new Exchange(0.5, 6, 2, 0, 0, 0, 0, 0, Map.of(0, 1.0), null, null, null)),
                new Told(
                    2,
                    new Exchange(
                        1.5, 6, 3, 0, 0, 0, 0, 0, Map.of(0, 2.0, 1, 4.0), 0.75, null, null))));
    assertThat(span.seconds(Phase.SENDING)).isEqualTo(1);
    assertThat(span.seconds(Phase.REDUCING)).isEqualTo(2.5);
    assertThat(span.mean(exchange -> exchange.deltaNorms().get(0))).hasValue(1.5);
    assertThat(span.mean(exchange -> exchange.deltaNorms().get(1))).hasValue(4);
    assertThat(span.mean(exchange -> exchange.deltaNorms().get(2))).isEmpty();
    assertThat(span.mean(Exchange::deltaCosine)).hasValue(0.75);
  }

  private static List<RoundSpan> spans(int first, int last) {
    return RoundSpan.of(
        new Exchanges(
            IntStream.rangeClosed(first, last)
                .mapToObj(round -> new Told(round, Reports.exchange(round)))
                .toList()));
  }
}
