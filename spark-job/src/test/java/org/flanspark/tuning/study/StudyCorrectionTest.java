package org.flanspark.tuning.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.flanspark.tuning.evaluation.Certainty;
import org.flanspark.tuning.evaluation.Gain;
import org.flanspark.tuning.metric.Interval;
import org.flanspark.tuning.report.StudyReport.ClusterPoint;
import org.flanspark.tuning.report.StudyReport.Point;
import org.junit.jupiter.api.Test;

class StudyCorrectionTest {
  @Test
  void pValuesAreCorrectedOverAllRunsOfTheStudy() {
    List<Point> corrected =
        StudyCorrection.of(
            List.of(point("a", 0.01, 0.04), point("b", 0.03, null), point("c", 0.9, 0.01)));
    assertThat(corrected)
        .extracting(point -> certainty(point).gain().adjustedPValue())
        .usingElementComparator((one, other) -> Math.abs(one - other) < 1e-12 ? 0 : 1)
        .as("3 x 0.01, 2 x 0.03, 0.9")
        .containsExactly(0.03, 0.06, 0.9);
    assertThat(certainty(corrected.get(0)).gainOverBaselinePrompt().adjustedPValue())
        .isCloseTo(0.04, within(1e-12));
    assertThat(certainty(corrected.get(1)).gainOverBaselinePrompt()).isNull();
    assertThat(certainty(corrected.get(2)).gainOverBaselinePrompt().adjustedPValue())
        .isCloseTo(0.02, within(1e-12));
  }

  private static Certainty certainty(Point point) {
    return Objects.requireNonNull(point.clusters().get(0).certainty());
  }

  private static Point point(String run, double pValue, Double overBaseline) {
    Interval interval = new Interval(0, 0.2);
    Certainty certainty =
        new Certainty(
            interval,
            interval,
            new Gain(0.1, interval, pValue, pValue),
            overBaseline == null ? null : new Gain(0.1, interval, overBaseline, overBaseline));
    ClusterPoint cluster =
        new ClusterPoint(
            "sentiment",
            "accuracy",
            List.of("sst2"),
            872,
            true,
            0.6,
            null,
            0.5,
            null,
            null,
            null,
            certainty,
            "clean");
    return new Point(run, run, "", null, "instructions", 0, 0.95, List.of(cluster), 0.6, 0.5, null);
  }
}
