package org.flanspark.tuning.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.flanspark.tuning.averaging.Exchange;
import org.flanspark.tuning.report.Exchanges.Told;
import org.junit.jupiter.api.Test;

class PhaseChartTest {
  private final String drawing =
      PhaseChart.draw(
          "c",
          new Exchanges(
              List.of(
                  new Told(1, exchange(0.5, 7, 1.5, 0.75, 0.25)),
                  new Told(2, exchange(0.5, 9, 0, 0, 0.5)))));

  @Test
  void aColumnStacksThePhasesWithTrainingAtItsFoot() {
    // ten seconds are 190 high, from 202 up; the first round's column is centred on 266.5
    assertThat(drawing)
        .contains(column("phase-local", 69, 133))
        .contains(column("phase-sending", 59.5, 9.5))
        .contains(column("phase-reducing", 31, 28.5))
        .contains(column("phase-outer", 16.75, 14.25))
        .contains(column("phase-waiting", 12, 4.75));
  }

  @Test
  void whatIsNotTrainingHasItsOwnScaleBelow() {
    // three seconds are 140 high, from 366 up
    assertThat(drawing)
        .contains(column("phase-sending", 342.67, 23.33))
        .contains(column("phase-waiting", 226, 11.67));
  }

  @Test
  void saysWhatItShows() {
    assertThat(drawing)
        .contains(
            "<desc id=\"c-description\">Of 2 rounds, a round: local steps 8 s, sending 0.5 s,"
                + " reducing 0.75 s, outer step 0.375 s, waiting 0.375 s</desc>")
        .contains(
            "<title>round 2: local steps 9 s, sending 0.5 s, reducing 0 s, outer step 0 s,"
                + " waiting 0.5 s</title>")
        .contains(">whole round, s</text>")
        .contains(">averaging, s</text>");
  }

  private static String column(String style, double top, double height) {
    return "<rect class=\"%s\" x=\"242.5\" y=\"%s\" width=\"48\" height=\"%s\"/>"
        .formatted(style, SvgElement.number(top), SvgElement.number(height));
  }

  private static Exchange exchange(
      double sending, double local, double reducing, double outer, double waiting) {
    return new Exchange(
        sending, local, reducing, outer, waiting, 0, 0, 0, Map.of(), null, null, null);
  }
}
