package org.flanspark.tuning.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.kernel.nd4j.Nd4jKernels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The numbers of src/test/resources/parity/tiny_llama.py, where the same models are written out.
 */
class LlamaParityTest {
  private static final int[] LAST_TEXT = {7, 8, 9, 10, 2, 3, 4};

  static Stream<ModelShape> shapes() {
    return Stream.of(TinyDecoders.LLAMA, TinyDecoders.QWEN2);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void hasTheLogitsLossesAndGradientsOfPyTorch(ModelShape shape) {
    JsonNode expected = expected().get(shape.family());
    DecoderBatch batch =
        DecoderBatch.of(List.of(TinyDecoders.TWO_EXAMPLES, TinyDecoders.plainText(LAST_TEXT)));
    ParameterLayout layout = ParameterLayout.of(shape);
    Kernels kernels = Nd4jKernels.of(ElementType.FLOAT64);
    Tensor flat = kernels.allocate(layout.size());
    Tensor flatGradient = kernels.allocate(layout.size());
    kernels.write(flat, 0, weights(layout));
    try (Decoder decoder = Decoder.of(shape, kernels)) {
      DecoderWeights weights = DecoderWeights.over(flat, shape, kernels);
      DecoderWeights gradients = DecoderWeights.over(flatGradient, shape, kernels);
      decoder.lossAndGradient(weights, batch, gradients, flatGradient);
      assertThat(lastLogits(decoder, weights))
          .containsExactly(floats(expected.get("lastLogits")), within(1e-6f));
      assertThat(decoder.tokenLosses(weights, batch))
          .containsExactly(doubles(expected.get("tokenLosses")), within(1e-9));
      assertThat(expected.get("gradients").size()).isEqualTo(layout.shapes().size());
      for (ParameterShape parameter : layout.shapes()) {
        double[] gradient = new double[(int) parameter.size()];
        kernels.read(flatGradient, layout.offset(parameter.name()), gradient);
        assertThat(gradient)
            .as(parameter.name())
            .containsExactly(doubles(expected.at("/gradients/" + parameter.name())), within(1e-9));
      }
    }
  }

  private static float[] lastLogits(Decoder decoder, DecoderWeights weights) {
    float[] logits = new float[decoder.shape().vocabulary()];
    try (Continuation text = Continuation.of(decoder, weights, new int[] {LAST_TEXT.length})) {
      text.start(List.of(TokenIds.of(LAST_TEXT))).read(0, logits);
    }
    return logits;
  }

  private static float[] weights(ParameterLayout layout) {
    float[] flat = new float[(int) layout.size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) (0.4 * Math.sin(12.9898 * i + 0.3));
    }
    return flat;
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).asDouble();
    }
    return values;
  }

  private static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asDouble();
    }
    return values;
  }

  private static JsonNode expected() {
    try (InputStream json = LlamaParityTest.class.getResourceAsStream("/parity/tiny-llama.json")) {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
