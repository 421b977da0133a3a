package org.flanspark.tuning.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenChoiceTest {
  private static final float[] LOGITS = {
    (float) Math.log(0.1), (float) Math.log(0.4), (float) Math.log(0.2), (float) Math.log(0.3)
  };

  @Test
  void drawsEachTokenAsOftenAsItsProbabilitySays() {
    TokenChoice choice = new TokenChoice(new Sampling(1, 0, 1, 7));
    int[] drawn = new int[4];
    for (int prompt = 0; prompt < 100; prompt++) {
      for (int token = 0; token < 100; token++) {
        drawn[choice.draw(LOGITS, prompt, token)]++;
      }
    }
    assertThat(drawn[0] / 10_000.0).isCloseTo(0.1, within(0.015));
    assertThat(drawn[1] / 10_000.0).isCloseTo(0.4, within(0.015));
    assertThat(drawn[2] / 10_000.0).isCloseTo(0.2, within(0.015));
    assertThat(drawn[3] / 10_000.0).isCloseTo(0.3, within(0.015));
  }

  @Test
  void theSeedThePromptAndTheTokenDecide() {
    int[] first = draws(new Sampling(1, 0, 1, 7), 0);
    assertThat(draws(new Sampling(1, 0, 1, 7), 0)).isEqualTo(first);
    assertThat(draws(new Sampling(1, 0, 1, 8), 0)).isNotEqualTo(first);
    assertThat(draws(new Sampling(1, 0, 1, 7), 1)).isNotEqualTo(first);
  }

  @Test
  void topPCountsWhatTopKLeft() {
    // Of 0.4 and 0.3 the first has 0.57: it alone is the nucleus of 0.5, not of all four.
    assertThat(draws(new Sampling(1, 2, 0.5, 7), 0)).containsOnly(1);
    assertThat(draws(new Sampling(1, 0, 0.5, 7), 0)).containsOnly(1, 3);
    assertThat(draws(new Sampling(1, 2, 1, 7), 0)).containsOnly(1, 3);
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> new Sampling(Double.NaN, 0, 1, 0))
        .hasMessage("Invalid temperature: NaN, expected a number of at least 0");
    assertThatThrownBy(() -> new Sampling(1, -1, 1, 0))
        .hasMessage("Invalid top-k: -1, expected 0 for all or a number of tokens");
    assertThatThrownBy(() -> new Sampling(1, 0, 0, 0))
        .hasMessage("Invalid top-p: 0.0, expected a share above 0 and at most 1");
    assertThatThrownBy(() -> GenerationSettings.greedy(-1, 0))
        .hasMessage("Invalid number of new tokens: -1, expected at least 0");
  }

  private static int[] draws(Sampling sampling, long prompt) {
    TokenChoice choice = new TokenChoice(sampling);
    return IntStream.range(0, 40).map(token -> choice.draw(LOGITS, prompt, token)).toArray();
  }
}
