package org.flanspark.tuning.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.flanspark.tuning.metric.Interval;
import org.flanspark.tuning.report.StudyCurves.Line;
import org.flanspark.tuning.report.StudyCurves.Place;
import org.flanspark.tuning.report.StudyCurves.Role;
import org.junit.jupiter.api.Test;

class StudyCurvesTest {
  private static final Place NOTHING = new Place(3, null, null, "c");

  @Test
  void aMissingNumberLeavesAGap() {
    // from 0.84 to 5.16 over 74 to 844; 20 to 50 per cent over 350 to 14
    String drawing =
        draw(
            new Line(
                "tuned",
                Role.TUNED,
                0,
                List.of(place(5, 0.5), place(1, 0.2), place(2, 0.3), NOTHING, place(4, 0.4))));
    assertThat(drawing)
        .contains("<polyline class=\"line\" points=\"102.52,350 280.76,238\"/>")
        .contains("<polyline class=\"line\" points=\"637.24,126 815.48,14\"/>")
        .contains("<title>p: 20.0 %</title>")
        .contains(
            ">tuned, per cent: 20.0 at 1, 30.0 at 2, not measured at 3, 40.0 at 4, 50.0 at 5</desc>");
    assertThat(drawing.split("<polyline", -1)).hasSize(3);
    assertThat(drawing.split("class=\"point\"", -1)).hasSize(5);
  }

  @Test
  void linesAreToldApartByDashAndByShape() {
    String drawing =
        draw(
            new Line("a", Role.TUNED, 0, List.of(place(1, 0.2), place(2, 0.3))),
            new Line("b", Role.TUNED, 1, List.of(place(1, 0.3), place(2, 0.4))),
            new Line("c", Role.UNTUNED, -1, List.of(place(1, 0.1), place(2, 0.1))));
    assertThat(drawing)
        .contains("<g class=\"series-0\"><polyline class=\"line\"")
        .contains("<circle class=\"point\"")
        .contains("<g class=\"series-1\"><polyline class=\"line\"")
        .contains("<rect class=\"point\"")
        .contains("<g class=\"series-shared\"><polyline class=\"line before\"");
  }

  @Test
  void namesOfClustersMoveApartWhereTheyWouldTouch() {
    String drawing =
        draw(
            new Line("tuned", Role.TUNED, 0, List.of(place(1, 0.0), place(2, 0.5))),
            new Line("over", Role.CLUSTER, 1, List.of(place(1, 0.3), place(2, 0.3))),
            new Line("under", Role.CLUSTER, 2, List.of(place(1, 0.29), place(2, 0.29))));
    assertThat(drawing)
        .contains("y=\"148.4\" text-anchor=\"start\" dominant-baseline=\"central\">over</text>")
        .contains("y=\"163.4\" text-anchor=\"start\" dominant-baseline=\"central\">under</text>");
  }

  @Test
  void aTickWithoutRoomHasNoText() {
    String drawing =
        draw(
            new Line(
                "tuned",
                Role.TUNED,
                0,
                List.of(place(0, 0.1), place(1, 0.2), place(124, 0.2), place(1558, 0.3))));
    assertThat(drawing).contains(">0</text>", ">124</text>", ">1558</text>");
    assertThat(drawing).doesNotContain(">1</text>");
  }

  @Test
  void aPointOfOneClusterHasItsIntervalAndTheAxisRoomForIt() {
    String drawing =
        draw(
            new Line(
                "tuned",
                Role.TUNED,
                0,
                List.of(new Place(1, 0.5, new Interval(0.4, 0.7), "p"), place(2, 0.5))));
    assertThat(drawing)
        .contains("<line class=\"whisker\"")
        .doesNotContain("translate(0")
        .contains("<title>p: 50.0 % (40.0–70.0)</title>")
        .contains(">70</text>");
  }

  @Test
  void linesWithIntervalsStandBesideOneAnother() {
    Interval interval = new Interval(0.1, 0.9);
    String drawing =
        draw(
            new Line("a", Role.TUNED, 0, List.of(new Place(1, 0.5, interval, "p"))),
            new Line("b", Role.UNTUNED, 0, List.of(new Place(1, 0.4, interval, "p"))));
    assertThat(drawing)
        .contains("<g class=\"series-0\" transform=\"translate(-5 0)\">")
        .contains("<g class=\"series-0\" transform=\"translate(5 0)\">");
  }

  private static Place place(double at, double score) {
    return new Place(at, score, null, "p");
  }

  private static String draw(Line... lines) {
    return StudyCurves.draw("c", "Title", "axis", List.of(lines), List.of());
  }
}
