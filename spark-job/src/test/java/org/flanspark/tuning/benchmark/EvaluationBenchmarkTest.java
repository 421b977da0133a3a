package org.flanspark.tuning.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.flanspark.command.Outcome;
import org.flanspark.tuning.command.CommandOutput;
import org.junit.jupiter.api.Test;

class EvaluationBenchmarkTest {
  @Test
  void printsARoundALineAndThenTheMedians() {
    CommandOutput ended = benchmark("--prompt-tokens=9", "--option-tokens=3");
    assertThat(ended.outcome()).isEqualTo(Outcome.done("measured"));
    assertThat(keys(ended))
        .containsExactly(
            "round 1 together",
            "round 2 together",
            "parameters",
            "options_per_second",
            "plain_options_per_second",
            "batched_plain_options_per_second",
            "ratio",
            "batched_ratio",
            "peak_bytes");
    assertThat(ended.stdout()).contains("parameters=1088\n");
  }

  @Test
  void scoresOptionsOfASingleToken() {
    assertThat(benchmark("--prompt-tokens=9", "--option-tokens=1").outcome())
        .isEqualTo(Outcome.done("measured"));
  }

  @Test
  void refusesAPromptThatLeavesNoRoomForItsOptions() {
    Outcome outcome = benchmark("--prompt-tokens=10", "--option-tokens=3").outcome();
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.message())
        .isEqualTo(
            "Invalid --prompt-tokens: 10, expected at most 9: a context of 12 holds an option,"
                + " too");
  }

  private static CommandOutput benchmark(String promptTokens, String optionTokens) {
    return CommandOutput.of(
        new EvaluationBenchmark(),
        "--layers=1",
        "--width=8",
        "--heads=2",
        "--vocabulary=13",
        "--context=12",
        "--prompts=3",
        "--rounds=2",
        "--threads=1",
        promptTokens,
        optionTokens);
  }

  /** The lines without what was measured. */
  private static List<String> keys(CommandOutput ended) {
    return ended.stdout().lines().map(line -> line.replaceFirst("(=| [0-9]+[.]).*", "")).toList();
  }
}
