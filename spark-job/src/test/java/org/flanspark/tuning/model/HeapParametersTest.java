package org.flanspark.tuning.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeapParametersTest {
  private final List<ParameterShape> shapes =
      List.of(new ParameterShape("matrix", List.of(2, 3)), new ParameterShape("bias", List.of(2)));

  @Test
  void readsWhatWasWritten() {
    HeapParameters parameters = HeapParameters.zeros(shapes);
    parameters.write("matrix", 1, new float[] {1, 2});
    float[] read = new float[4];
    parameters.read("matrix", 0, read);
    assertThat(read).containsExactly(0, 1, 2, 0);
  }

  @Test
  void copiesAreIndependent() {
    HeapParameters parameters = HeapParameters.zeros(shapes);
    HeapParameters copy = HeapParameters.copyOf(parameters);
    parameters.write("bias", 0, new float[] {7, 7});
    float[] read = new float[2];
    copy.read("bias", 0, read);
    assertThat(read).containsExactly(0, 0);
  }

  @Test
  void refusesASliceThatLeavesTheTensor() {
    assertThatThrownBy(() -> HeapParameters.zeros(shapes).read("bias", 1, new float[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid slice of bias: 1 to 3, expected inside 0 to 2");
  }

  @Test
  void randomWeightsAreGpt2sAndRepeatable() {
    ModelShape model = ModelShape.gpt2(8, 64, 4, 32, 500);
    HeapParameters weights = RandomWeights.of(model, 42);
    assertThat(deviation(weights, "tokenEmbedding", 500 * 64)).isCloseTo(0.02, within(0.001));
    assertThat(deviation(weights, "block7FeedForwardProjectionWeight", 256 * 64))
        .isCloseTo(0.005, within(0.0005));
    assertThat(read(weights, "block0AttentionNormWeight", 64)).containsOnly(1f);
    assertThat(read(weights, "block0AttentionBias", 192)).containsOnly(0f);
    assertThat(read(RandomWeights.of(model, 42), "positionEmbedding", 32 * 64))
        .isEqualTo(read(weights, "positionEmbedding", 32 * 64));
    assertThat(read(RandomWeights.of(model, 43), "positionEmbedding", 32 * 64))
        .isNotEqualTo(read(weights, "positionEmbedding", 32 * 64));
  }

  @Test
  void randomWeightsOfLlamaAreAllOfOneDeviation() {
    ModelShape model = ModelShape.of("qwen2", 8, 64, 4, 32, 500).tiedEmbeddings(false).build();
    HeapParameters weights = RandomWeights.of(model, 42);
    assertThat(deviation(weights, "block7FeedForwardProjectionWeight", 256 * 64))
        .isCloseTo(0.02, within(0.001));
    assertThat(deviation(weights, "outputEmbedding", 500 * 64)).isCloseTo(0.02, within(0.001));
    assertThat(read(weights, "block0FeedForwardNormWeight", 64)).containsOnly(1f);
    assertThat(read(weights, "block0AttentionBias", 192)).containsOnly(0f);
  }

  private static float[] read(Parameters parameters, String name, int size) {
    float[] values = new float[size];
    parameters.read(name, 0, values);
    return values;
  }

  private static double deviation(Parameters parameters, String name, int size) {
    double squares = 0;
    for (float value : read(parameters, name, size)) {
      squares += value * value;
    }
    return Math.sqrt(squares / size);
  }
}
