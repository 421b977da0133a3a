package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final FirstNumber MEAN = MetricFamily.ACCURACY.firstNumber(2);
  private static final double[] NOT_ASKED = {};

  @Test
  void theValueIsTheMeanOverTemplates() {
    // 1 of 2 right in the first template, 3 of 4 in the second: a unit of several prompts
    double[][][] sums = {{{1, 1}, {1, 2}}, {{0, 1}, {2, 2}}};
    assertThat(new Bootstrap(MEAN, sums).value()).isEqualTo((0.5 + 0.75) / 2);
  }

  @Test
  void aUnitCountsOnlyInTheTemplatesItWasAskedIn() {
    double[][][] sums = {{{1, 1}, NOT_ASKED}, {{0, 1}, NOT_ASKED}, {{0, 1}, {1, 1}}};
    Bootstrap bootstrap = new Bootstrap(MEAN, sums);
    assertThat(bootstrap.value()).isCloseTo((1 / 3.0 + 1) / 2, within(1e-15));
    // a sample of the first unit alone has the first template's mean, not half of it
    assertThat(Arrays.stream(bootstrap.replicates(200, 1)).max()).hasValue(1);
    assertThat(bootstrap.replicates(200, 1)).doesNotContain(Double.NaN);
  }

  @Test
  void theSameSeedDrawsTheSameSamples() {
    Bootstrap bootstrap = new Bootstrap(MEAN, answers(0.7, 50, 3));
    assertThat(bootstrap.replicates(20, 5)).isEqualTo(bootstrap.replicates(20, 5));
    assertThat(bootstrap.replicates(20, 5)).isNotEqualTo(bootstrap.replicates(20, 6));
    assertThat(bootstrap.replicates(20, 5)).startsWith(bootstrap.replicates(10, 5));
  }

  @Test
  void eachReplicateDrawsAsManyUnitsAsThereAre() {
    FirstNumber count = summing(1); // the place that counts prompts
    assertThat(new Bootstrap(count, answers(0.5, 30, 1)).replicates(50, 3)).containsOnly(30);
  }

  @Test
  void theIntervalOfAMeanIsThatOfNormalTheory() {
    // 400 answers of which 100 are right: 0.25 -+ 1.95996 * sqrt(0.25 * 0.75 / 400) = 0.25 -+
    // 0.04243
    double[][][] sums =
        IntStream.range(0, 400)
            .mapToObj(i -> new double[][] {{i % 4 == 0 ? 1 : 0, 1}})
            .toArray(double[][][]::new);
    double[] replicates = new Bootstrap(MEAN, sums).replicates(4000, 7);
    Interval interval = Interval.percentile(replicates, 0.95);
    assertThat(interval.low()).isCloseTo(0.20757, within(0.004));
    assertThat(interval.high()).isCloseTo(0.29243, within(0.004));
    assertThat(Arrays.stream(replicates).average().orElseThrow()).isCloseTo(0.25, within(0.002));
  }

  @Test
  void answersToOneExampleAreDrawnTogether() {
    // ten templates with the same answers say no more than one of them
    double[][][] one = answers(0.6, 100, 1);
    double[][][] ten =
        Arrays.stream(one)
            .map(unit -> IntStream.range(0, 10).mapToObj(t -> unit[0]).toArray(double[][]::new))
            .toArray(double[][][]::new);
    assertThat(new Bootstrap(MEAN, ten).replicates(100, 2))
        .containsExactly(new Bootstrap(MEAN, one).replicates(100, 2), within(1e-15));
  }

  @Test
  void theIntervalTakesTheSameRankFromEitherEnd() {
    double[] replicates = IntStream.rangeClosed(1, 1000).mapToDouble(i -> 1001 - i).toArray();
    assertThat(Interval.percentile(replicates, 0.95)).isEqualTo(new Interval(25, 976));
    assertThat(Interval.percentile(Arrays.copyOf(replicates, 999), 0.9))
        .isEqualTo(new Interval(2 + 49, 1000 - 49));
    assertThat(Interval.percentile(new double[] {3, 1, 2}, 0.95)).isEqualTo(new Interval(1, 3));
    assertThatThrownBy(() -> Interval.percentile(new double[0], 0.95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot take the interval of confidence 0.95 of 0 replicates");
  }

  @Test
  void aModelDoesNotDifferFromItself() {
    Bootstrap bootstrap = new Bootstrap(MEAN, answers(0.7, 50, 3));
    assertThat(difference(bootstrap, bootstrap))
        .isEqualTo(new PairedDifference(0, new Interval(0, 0), 1));
  }

  @Test
  void aConstantDifferenceHasNoSpreadSinceSamplesArePaired() {
    double[][][] weak = answers(0.5, 50, 3);
    double[][][] strong =
        Arrays.stream(weak)
            .map(unit -> new double[][] {{unit[0][0] + 1, 1}})
            .toArray(double[][][]::new);
    PairedDifference found = difference(new Bootstrap(MEAN, strong), new Bootstrap(MEAN, weak));
    assertThat(found.difference()).isCloseTo(1, within(1e-12));
    assertThat(found.interval().low()).isCloseTo(1, within(1e-12));
    assertThat(found.interval().high()).isCloseTo(1, within(1e-12));
    assertThat(found.pValue()).isEqualTo(2 / 1001.0);
  }

  @Test
  void aClearDifferenceIsFoundAndASmallOneIsNot() {
    Bootstrap weak = new Bootstrap(MEAN, answers(0.5, 200, 3));
    assertThat(difference(new Bootstrap(MEAN, answers(0.8, 200, 4)), weak))
        .satisfies(found -> assertThat(found.pValue()).isEqualTo(2 / 1001.0))
        .satisfies(found -> assertThat(found.interval().low()).isPositive());
    assertThat(difference(new Bootstrap(MEAN, answers(0.5, 200, 5)), weak).pValue())
        .isGreaterThan(0.05);
  }

  @Test
  void thePValueCountsBothSidesAndOneMore() {
    // 1 of 9 is not above 0: 2 * (1 + 1) / 10
    double[] first = {1, 2, 3, 4, 5, 6, 7, 8, -1};
    double[] second = new double[9];
    assertThat(PairedDifference.of(4, first, 1, second, 0.5).pValue()).isEqualTo(0.4);
    assertThat(PairedDifference.of(1, second, 4, first, 0.5))
        .isEqualTo(new PairedDifference(-3, new Interval(-7, -1), 0.4));
    assertThatThrownBy(() -> PairedDifference.of(1, second, 4, new double[2], 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot pair 9 replicates with 2");
  }

  @Test
  void roundingIsNoDifference() {
    // 0.1 + 0.2 is 0.30000000000000004: half of the draws differ by that alone
    double[] first = {0.1 + 0.2, 0.1 + 0.2, 1, 1};
    double[] second = {0.3, 0.3, 0.5, 0.5};
    // 2 of 4 are not above 0: 2 * (1 + 2) / 5, which is above 1
    assertThat(PairedDifference.of(0.65, first, 0.4, second, 0.5).pValue()).isEqualTo(1);
    assertThat(PairedDifference.of(0.4, second, 0.65, first, 0.5).pValue()).isEqualTo(1);
  }

  @Test
  void theIntervalLeavesOutZeroJustWhereThePValueIsSmall() {
    for (int below = 0; below <= 100; below++) {
      double[] first = new double[1000];
      Arrays.fill(first, 1);
      Arrays.fill(first, 0, below, -1);
      PairedDifference found = PairedDifference.of(1, first, 0, new double[1000], 0.95);
      assertThat(found.interval().low() > 0)
          .as("%s below", below)
          .isEqualTo(found.pValue() <= 0.05);
    }
  }

  @Test
  void aClustersReplicatesAreTheMeanOfItsTasks() {
    assertThat(Bootstrap.mean(List.of(new double[] {0, 1}, new double[] {1, 2})))
        .containsExactly(0.5, 1.5);
    assertThatThrownBy(() -> Bootstrap.mean(List.of(new double[1], new double[2])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot average replicates: expected those of one task at least, as many of each");
  }

  @Test
  void refusesUnitsThatDoNotFit() {
    assertThatThrownBy(() -> new Bootstrap(MEAN, new double[][][] {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot draw units: there is none");
    assertThatThrownBy(() -> new Bootstrap(MEAN, new double[][][] {{{1, 1}}, {NOT_ASKED}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid sums of unit 1: expected 1 vectors, each empty or of 2 numbers, not all empty");
    assertThatThrownBy(() -> new Bootstrap(MEAN, new double[][][] {{{1, 1}, {1}}}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static PairedDifference difference(Bootstrap first, Bootstrap second) {
    return PairedDifference.of(
        first.value(), first.replicates(1000, 9), second.value(), second.replicates(1000, 9), 0.95);
  }

  /** One template; each unit right with the given probability. */
  private static double[][][] answers(double right, int units, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, units)
        .mapToObj(unit -> new double[][] {{random.nextDouble() < right ? 1 : 0, 1}})
        .toArray(double[][][]::new);
  }

  /** The sum at that place itself. */
  private static FirstNumber summing(int place) {
    return new FirstNumber() {
      @Override
      public double[] prompt(AnsweredPrompt prompt) {
        return MEAN.prompt(prompt);
      }

      @Override
      public double of(double[] sums) {
        return sums[place];
      }
    };
  }
}
