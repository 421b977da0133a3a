package org.flanspark.tuning.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.flanspark.data.shard.Manifest.TaskFacts;
import org.junit.jupiter.api.Test;

class LengthChartTest {
  private static final List<TaskFacts> TASKS =
      Reports.manifest().tasks().stream().filter(TaskFacts::trained).toList();

  @Test
  void drawsACellForEachRangeThatHoldsExamplesAndSaysHowMany() {
    String svg = LengthChart.draw("lengths", TASKS);

    assertThat(svg.split("class=\"length\"", -1)).hasSize(1 + 2 * (4 + 2));
    assertThat(svg)
        .contains("sst2, inputs of 0 to 15 tokens: 20.0 %")
        .contains("sst2, inputs of 32 to 63 tokens: 40.0 %")
        .contains("sst2, targets of 16 to 31 tokens: 2.2 %");
  }

  @Test
  void marksTheMeanWhereItLiesWithinItsRange() {
    assertThat(LengthChart.draw("lengths", TASKS))
        .contains("sst2, inputs: 40 tokens on average")
        .contains("sst2, targets: 2 tokens on average");
  }
}
