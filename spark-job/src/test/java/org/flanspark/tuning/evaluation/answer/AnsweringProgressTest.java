package org.flanspark.tuning.evaluation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnsweringProgressTest {
  @Test
  void saysHowMuchIsDoneAndHowLongTheRestTakes() {
    assertThat(AnsweringProgress.line("tuned", 512, 2048, 8))
        .isEqualTo("tuned | 512/2048 prompts | 64.0 prompts/s | 24 s left");
    assertThat(AnsweringProgress.line("untuned", 10, 2010, 5))
        .isEqualTo("untuned | 10/2010 prompts | 2.0 prompts/s | 16 min 40 s left");
    assertThat(AnsweringProgress.line("untuned", 1, 9001, 1))
        .isEqualTo("untuned | 1/9001 prompts | 1.0 prompts/s | 2 h 30 min left");
  }
}
