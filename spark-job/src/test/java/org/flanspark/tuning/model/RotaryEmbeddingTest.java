package org.flanspark.tuning.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RotaryEmbeddingTest {
  @Test
  void frequenciesFallGeometrically() {
    assertThat(RotaryEmbedding.ofBase(10_000).frequencies(8))
        .containsExactly(new float[] {1, 0.1f, 0.01f, 0.001f}, within(1e-9f));
  }

  @Test
  void linearScalingSlowsAllByTheFactor() {
    assertThat(new RotaryEmbedding(10_000, RotaryScaling.linear(4)).frequencies(8))
        .containsExactly(new float[] {0.25f, 0.025f, 0.0025f, 0.00025f}, within(1e-9f));
  }

  /** Within 64 tokens: ten turns stay, one is slowed, five lie two thirds of the way between. */
  @Test
  void llama3ScalingKeepsFastPairsAndSlowsSlowOnes() {
    RotaryScaling scaling = RotaryScaling.llama3(8, 2, 6.5, 64);
    double turn = 2 * Math.PI / 64;
    assertThat(scaling.apply(10 * turn)).isEqualTo(10 * turn);
    assertThat(scaling.apply(turn)).isCloseTo(turn / 8, within(1e-15));
    assertThat(scaling.apply(5 * turn))
        .isCloseTo(5 * turn * (2.0 / 3 + 1.0 / 3 / 8), within(1e-12));
  }

  @Test
  void refusesAScalingThatMakesNoSense() {
    assertThatThrownBy(() -> RotaryScaling.linear(0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid rotary scaling factor: 0.5, expected at least 1");
    assertThatThrownBy(() -> RotaryScaling.llama3(8, 4, 1, 8192))
        .hasMessage(
            "Invalid rotary scaling: factors 4.0 and 1.0, original context 8192, expected the first"
                + " below the second and a context of at least 1");
  }
}
