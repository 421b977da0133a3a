package org.flanspark.tuning.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.flanspark.tuning.evaluation.Gain;
import org.flanspark.tuning.evaluation.RunComparison;
import org.flanspark.tuning.evaluation.RunComparison.ClusterRow;
import org.flanspark.tuning.evaluation.RunComparison.Compared;
import org.flanspark.tuning.metric.Interval;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {
  @Test
  void showsClustersWithTheirTasks() {
    Gain gain = new Gain(-0.012, new Interval(-0.034, 0.01), 0.25, 0.5);
    Gain certain = new Gain(0.1, new Interval(0.05, 0.15), 0.002, 0.004);
    RunComparison comparison =
        new RunComparison(
            "runs/a",
            "runs/b",
            0.95,
            List.of(
                new ClusterRow(
                    new Compared("sentiment", 900, 0.512, 0.5, gain),
                    List.of(new Compared("sst2", 900, 0.4, 0.5, certain)))),
            -0.012,
            Set.of("rte", "cb"));
    assertThat(new ComparisonTable(comparison).lines())
        .containsExactly(
            "first   runs/a",
            "second  runs/b",
            "",
            "           prompts   first  second    gain  95 %                   p  p Holm",
            "sentiment      900    51.2    50.0    -1.2  [-3.4, +1.0]       0.250   0.500",
            "  sst2         900    40.0    50.0   +10.0  [+5.0, +15.0]      0.002   0.004 *",
            "",
            "mean over clusters: -1.2 points",
            "not compared, since not both runs have a number: cb, rte");
  }
}
