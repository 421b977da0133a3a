package org.flanspark.tuning.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.flanspark.tuning.metric.Interval;
import org.flanspark.tuning.report.StudyBars.Bar;
import org.flanspark.tuning.report.StudyBars.Part;
import org.flanspark.tuning.report.StudyBars.Row;
import org.junit.jupiter.api.Test;

class StudyBarsTest {
  @Test
  void barsAreAsLongAsTheirScoresAndMarksStandWhereTheirsAre() {
    // the axis runs from 96.5 to 720: half of it is 311.75
    String drawing =
        draw(
            new Bar(0.5, new Interval(0.4, 0.6), ""),
            new Bar(0.25, null, ""),
            List.of(new Part("nli", 0.3), new Part("qa", 0.7)));
    assertThat(drawing)
        .contains("<rect class=\"tuned\" x=\"96.5\" y=\"20\" width=\"311.75\" height=\"15\">")
        .contains("<rect class=\"untuned\" x=\"96.5\" y=\"37\" width=\"155.88\" height=\"15\">")
        .contains("<line class=\"deviation\" x1=\"345.9\" y1=\"27.5\" x2=\"470.6\" y2=\"27.5\"/>")
        .contains("<circle class=\"part\" cx=\"283.55\" cy=\"27.5\" r=\"3.5\">")
        .contains("<path class=\"majority\" d=\"M470.6 ")
        .contains("<line class=\"chance\" x1=\"408.25\"")
        .contains("<circle class=\"ring\" cx=\"595.3\"")
        .contains("<title>All tasks, paper, 137B: 80.0 %</title>")
        .contains(">50.0 (40.0–60.0)</text>")
        .contains(">Per cent: All tasks: tuned 50.0 (40.0–60.0), untuned 25.0</desc>");
  }

  @Test
  void whatHasNoNumberHasNoBarButTheReason() {
    assertThat(draw(new Bar(null, null, "withheld"), null, List.of()))
        .contains(">withheld</text>")
        .contains(": tuned withheld</desc>")
        .doesNotContain("<rect");
  }

  private static String draw(Bar tuned, Bar untuned, List<Part> parts) {
    return StudyBars.draw(
        "c",
        "Title",
        List.of(new Row("All tasks", true, "", tuned, untuned, parts, 0.6, 0.5, 0.8)));
  }
}
