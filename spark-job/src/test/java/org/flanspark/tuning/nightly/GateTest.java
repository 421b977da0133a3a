package org.flanspark.tuning.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.flanspark.tuning.evaluation.Gain;
import org.flanspark.tuning.evaluation.RunComparison;
import org.flanspark.tuning.evaluation.RunComparison.ClusterRow;
import org.flanspark.tuning.evaluation.RunComparison.Compared;
import org.flanspark.tuning.metric.Interval;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final Gate GATE = new Gate(0.02, 0.0);

  @Test
  void aModelThatIsAsGoodIsPromoted() {
    Verdict verdict = GATE.judge(comparison(Map.of("sentiment", 0.0), 0.0));
    assertThat(verdict.promotes()).isTrue();
    assertThat(verdict.why())
        .isEqualTo("+0.0 points in the mean over the clusters, none more than 2.0 points worse");
    assertThat(verdict.clusters())
        .containsExactly(
            new Verdict.ClusterGain("sentiment", 900, 0.5, 0.5, 0.0, -0.01, 0.01, 0.25));
  }

  @Test
  void aClusterMayBeWorseByItsMargin() {
    assertThat(GATE.judge(comparison(Map.of("sentiment", -0.02, "nli", 0.04), 0.01)).promotes())
        .isTrue();
  }

  @Test
  void oneWorseClusterIsEnoughToRefuse() {
    Verdict verdict = GATE.judge(comparison(Map.of("sentiment", -0.021, "nli", 0.5), 0.24));
    assertThat(verdict.promotes()).isFalse();
    assertThat(verdict.why()).isEqualTo("sentiment: -2.1 points, allowed are -2.0");
  }

  @Test
  void aWorseMeanIsRefusedThoughNoClusterIsWorseBeyondItsMargin() {
    Verdict verdict = GATE.judge(comparison(Map.of("sentiment", -0.01, "nli", -0.01), -0.01));
    assertThat(verdict.promotes()).isFalse();
    assertThat(verdict.why()).isEqualTo("the mean over the clusters: -1.0 points, allowed are 0.0");
  }

  @Test
  void whatIsNoNumberIsRefused() {
    assertThat(GATE.judge(comparison(Map.of("sentiment", Double.NaN), Double.NaN)).promotes())
        .isFalse();
  }

  private static RunComparison comparison(Map<String, Double> gains, double mean) {
    List<ClusterRow> rows =
        new TreeMap<>(gains)
            .entrySet().stream()
                .map(
                    gain ->
                        new Compared(
                            gain.getKey(),
                            900,
                            0.5,
                            0.5 + gain.getValue(),
                            new Gain(gain.getValue(), new Interval(-0.01, 0.01), 0.25, 0.5)))
                .map(cluster -> new ClusterRow(cluster, List.of()))
                .toList();
    return new RunComparison("old", "new", 0.95, rows, mean, Set.of());
  }
}
