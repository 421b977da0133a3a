package org.flanspark.data.mixture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatesTest {
  private static final List<Rates.Source> SOURCES =
      List.of(
          new Rates.Source("rte", "inference", 2_500),
          new Rates.Source("snli", "inference", 550_000),
          new Rates.Source("trec", "questions", 900));

  @Test
  void areTheExamplesUpToTheCapAndTheMaximum() {
    assertThat(rates(1, Map.of()))
        .isEqualTo(Map.of("rte", 2_500.0, "snli", 3_000.0, "trec", 900.0));
  }

  @Test
  void comeNearerToEachOtherAtAHigherTemperature() {
    assertThat(rates(2, Map.of()).get("trec")).isEqualTo(30.0);
    assertThat(rates(2, Map.of()).get("rte")).isEqualTo(50.0);
  }

  @Test
  void areReplacedByATasksOwnWeight() {
    assertThat(rates(1, Map.of("snli", 10.0)))
        .isEqualTo(Map.of("rte", 2_500.0, "snli", 10.0, "trec", 900.0));
  }

  @Test
  void divideAClustersWeightByTheTasksRates() {
    assertThat(rates(1, Map.of("inference", 110.0)))
        .isEqualTo(Map.of("rte", 50.0, "snli", 60.0, "trec", 900.0));
  }

  @Test
  void giveAClustersWeightToItsTasksWithoutOneOfTheirOwn() {
    assertThat(rates(1, Map.of("inference", 110.0, "rte", 5.0)))
        .isEqualTo(Map.of("rte", 5.0, "snli", 110.0, "trec", 900.0));
  }

  @Test
  void areNothingForATaskWithoutExamplesWhateverItsWeight() {
    Rates rates = new Rates(30_000, 3_000, 1, Map.of("empty", 7.0));

    assertThat(rates.of(List.of(new Rates.Source("empty", "none", 0))))
        .isEqualTo(Map.of("empty", 0.0));
  }

  private static Map<String, Double> rates(double temperature, Map<String, Double> weights) {
    return new Rates(30_000, 3_000, temperature, weights).of(SOURCES);
  }
}
