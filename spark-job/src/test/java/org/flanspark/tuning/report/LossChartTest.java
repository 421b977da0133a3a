package org.flanspark.tuning.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossChartTest {
  @Test
  void bothLossesRunOverTheTokensOfTheRounds() {
    // the axis of four million tokens runs from 74 to 844: 100,000 are 19.25
    assertThat(LossChart.draw("loss", Reports.rounds()))
        .contains("<polyline class=\"training\" points=\"93.25,")
        .contains("<polyline class=\"validation\" points=\"170.25,")
        .contains(">loss, nats a token</text>")
        .contains("<line class=\"axis\" x1=\"266.5\" y1=\"270\" x2=\"266.5\" y2=\"274\"/>")
        .contains(">1M</text>")
        .contains("<title>validation loss 4.81 after 500k tokens</title>");
  }

  @Test
  void oneRoundIsADot() {
    assertThat(LossChart.draw("loss", Reports.rounds().subList(0, 1)))
        .contains("<circle class=\"training\" cx=\"844\"")
        .doesNotContain("validation");
  }
}
