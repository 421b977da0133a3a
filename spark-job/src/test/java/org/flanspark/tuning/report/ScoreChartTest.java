package org.flanspark.tuning.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.flanspark.tuning.metric.Interval;
import org.flanspark.tuning.report.RunReport.Scores;
import org.flanspark.tuning.report.ScoreChart.Bars;
import org.junit.jupiter.api.Test;

class ScoreChartTest {
  @Test
  void barsAreAsLongAsTheirScores() {
    // the axis runs from 250 to 730: half of it is 240
    String drawing = draw(scores(0.5, 0.1, null), scores(0.25, null, null), 0.6, 0.5);
    assertThat(drawing)
        .contains("<rect class=\"tuned\" x=\"250\" y=\"20\" width=\"240\" height=\"15\">")
        .contains("<rect class=\"untuned\" x=\"250\" y=\"37\" width=\"120\" height=\"15\">")
        .contains("<line class=\"deviation\" x1=\"442\" y1=\"27.5\" x2=\"538\" y2=\"27.5\"/>")
        .contains("<line class=\"chance\" x1=\"490\"")
        .contains("<path class=\"majority\" d=\"M538 ")
        .contains(">50.0 ± 10.0</text>")
        .contains("<desc id=\"c-description\">nli: tuned 50.0 ± 10.0 %, untuned 25.0 %</desc>");
  }

  @Test
  void whatWasNotMeasuredHasNoBar() {
    String drawing = draw(scores(null, null, null), null, null, null);
    assertThat(drawing).contains(">not measured</text>").doesNotContain("<rect");
  }

  @Test
  void aNegativeCorrelationHasNoBarButItsNumber() {
    String drawing = draw(scores(-0.2, 0.1, null), null, 0.0, null);
    assertThat(drawing).contains("width=\"0\" height=\"15\">").contains(">-20.0 ± 10.0</text>");
  }

  @Test
  void whiskersAreTheIntervalWhereThereIsOne() {
    String drawing = draw(scores(0.5, 0.1, new Interval(0.4, 0.55)), null, null, null);
    assertThat(drawing)
        .contains("<line class=\"deviation\" x1=\"442\" y1=\"36\" x2=\"514\" y2=\"36\"/>")
        .contains(">50.0 [40.0, 55.0]</text>")
        .contains("<title>nli, tuned: 50.0 [40.0, 55.0] %</title>")
        .contains("<desc id=\"c-description\">nli: tuned 50.0 [40.0, 55.0] %</desc>");
  }

  private static Scores scores(Double mean, Double std, Interval interval) {
    return new Scores(mean, std, null, interval, Map.of());
  }

  private static String draw(Scores tuned, Scores untuned, Double majority, Double chance) {
    return ScoreChart.draw(
        "c", "Title", List.of(new Bars("nli", "accuracy", tuned, untuned, majority, chance)), 250);
  }

  @Test
  void aLongNameIsCutAndShownWholeByAPointer() {
    String name = "a-cluster-with-a-name-of-more-than-forty-characters";
    String drawing =
        ScoreChart.draw(
            "c",
            "Title",
            List.of(new Bars(name, "accuracy", scores(0.5, null, null), null, null, null)),
            250);
    assertThat(drawing)
        .contains(">a-cluster-with-a-name-of-more-than-fort…<title>" + name + "</title></text>");
  }
}
