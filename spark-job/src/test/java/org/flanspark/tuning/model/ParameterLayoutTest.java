package org.flanspark.tuning.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ParameterLayoutTest {
  private final ParameterLayout layout = ParameterLayout.of(ModelShape.gpt2(1, 4, 2, 8, 10));

  @Test
  void laysTheParametersEndToEnd() {
    assertThat(layout.shapes().stream().map(shape -> shape.name() + shape.dimensions()))
        .containsExactly(
            "tokenEmbedding[10, 4]",
            "positionEmbedding[8, 4]",
            "block0AttentionNormWeight[4]",
            "block0AttentionNormBias[4]",
            "block0AttentionWeight[4, 12]",
            "block0AttentionBias[12]",
            "block0AttentionProjectionWeight[4, 4]",
            "block0AttentionProjectionBias[4]",
            "block0FeedForwardNormWeight[4]",
            "block0FeedForwardNormBias[4]",
            "block0FeedForwardWeight[4, 16]",
            "block0FeedForwardBias[16]",
            "block0FeedForwardProjectionWeight[16, 4]",
            "block0FeedForwardProjectionBias[4]",
            "finalNormWeight[4]",
            "finalNormBias[4]");
    assertThat(layout.offset("positionEmbedding")).isEqualTo(40);
    assertThat(layout.offset("block0AttentionNormWeight")).isEqualTo(72);
    assertThat(layout.size()).isEqualTo(72 + 8 + 60 + 20 + 8 + 80 + 68 + 8);
  }

  @Test
  void laysTheParametersOfLlama() {
    ModelShape llama =
        ModelShape.of("llama", 1, 4, 2, 8, 10).keyValueHeads(1).feedForwardWidth(6).build();
    assertThat(named(llama))
        .containsExactly(
            "tokenEmbedding[10, 4]",
            "block0AttentionNormWeight[4]",
            "block0AttentionWeight[8, 4]",
            "block0AttentionProjectionWeight[4, 4]",
            "block0FeedForwardNormWeight[4]",
            "block0FeedForwardWeight[12, 4]",
            "block0FeedForwardProjectionWeight[4, 6]",
            "finalNormWeight[4]");
  }

  @Test
  void qwen2HasBiasesOfQueryKeyAndValueAndAnUntiedModelAnOutputEmbedding() {
    ModelShape qwen2 =
        ModelShape.of("qwen2", 1, 4, 2, 8, 10).headWidth(6).tiedEmbeddings(false).build();
    assertThat(named(qwen2))
        .contains(
            "block0AttentionWeight[36, 4]",
            "block0AttentionBias[36]",
            "block0AttentionProjectionWeight[4, 12]")
        .doesNotContain("block0AttentionProjectionBias[4]")
        .endsWith("finalNormWeight[4]", "outputEmbedding[10, 4]");
  }

  private static Stream<String> named(ModelShape model) {
    return ParameterLayout.of(model).shapes().stream()
        .map(shape -> shape.name() + shape.dimensions());
  }

  @Test
  void decaysMatricesOnly() {
    assertThat(layout.decays("block0AttentionWeight")).isTrue();
    assertThat(layout.decays("tokenEmbedding")).isTrue();
    assertThat(layout.decays("block0AttentionBias")).isFalse();
    assertThat(layout.decays("finalNormWeight")).isFalse();
  }

  @Test
  void refusesAnUnknownName() {
    assertThatThrownBy(() -> layout.offset("wte"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown parameter 'wte', expected one of 16, such as tokenEmbedding");
  }

  @Test
  void refusesTwoParametersOfOneName() {
    ParameterShape shape = new ParameterShape("norm", List.of(2));
    assertThatThrownBy(() -> ParameterLayout.of(List.of(shape, shape)))
        .hasMessage("Invalid parameters: two named norm");
  }

  @Test
  void refusesAShapeThatHasNoModel() {
    assertThatThrownBy(() -> ModelShape.gpt2(1, 10, 3, 8, 10))
        .hasMessage("Invalid width: 10, expected a multiple of the 3 heads");
    assertThatThrownBy(() -> ModelShape.gpt2(0, 10, 2, 8, 10))
        .hasMessage("Invalid layers: 0, expected at least 1");
    assertThatThrownBy(() -> ModelShape.of("bloom", 1, 4, 2, 8, 10))
        .hasMessage("Unknown model family 'bloom', expected one of [gpt2, llama, qwen2]");
    assertThatThrownBy(() -> ModelShape.of("llama", 1, 6, 2, 8, 10).build())
        .hasMessage("Invalid head width: 3, expected an even number for rotary positions");
    assertThatThrownBy(() -> ModelShape.of("llama", 1, 12, 6, 8, 10).keyValueHeads(4).build())
        .hasMessage("Invalid heads: 6, expected a multiple of the 4 key-value heads");
    assertThatThrownBy(() -> ModelShape.of("gpt2", 1, 12, 6, 8, 10).keyValueHeads(3).build())
        .hasMessage("Invalid key-value heads: 3, expected as many as the heads, 6");
  }
}
