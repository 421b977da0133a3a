package org.flanspark.tuning.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.flanspark.config.Optimizer;
import org.flanspark.config.Schedule;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.kernel.nd4j.Nd4jKernels;
import org.flanspark.tuning.model.Decoder;
import org.flanspark.tuning.model.DecoderBatch;
import org.flanspark.tuning.model.DecoderWeights;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.Parameters;
import org.flanspark.tuning.model.StepStatistics;
import org.junit.jupiter.api.Test;

/** The numbers of src/test/resources/parity/tiny_gpt2.py, where the same model is written out. */
class PyTorchParityTest {
  private static final ModelShape SHAPE = ModelShape.gpt2(2, 8, 2, 16, 24);
  private static final DecoderBatch BATCH =
      DecoderBatch.of(
          List.of(
              new PackedRow(
                  TokenIds.of(11, 12, 1, 13, 1, 21, 1, 22, 23, 1),
                  TokenIds.of(-100, -100, -100, 13, 1, -100, -100, 22, 23, 1),
                  List.of(5, 5),
                  List.of("a", "b"),
                  List.of(0, 1)),
              new PackedRow(
                  TokenIds.of(7, 8, 9, 10, 2, 3, 4),
                  TokenIds.of(-100, 8, 9, 10, 2, 3, 4),
                  List.of(7),
                  List.of("c"),
                  List.of(1))));

  private final JsonNode expected = expected();

  @Test
  void hasTheLossesAndGradientsOfPyTorch() {
    try (Kernels kernels = Nd4jKernels.of(ElementType.FLOAT64)) {
      ParameterLayout layout = ParameterLayout.of(SHAPE);
      Tensor flat = kernels.allocate(layout.size());
      Tensor flatGradient = kernels.allocate(layout.size());
      kernels.write(flat, 0, weights());
      DecoderWeights weights = DecoderWeights.over(flat, SHAPE, kernels);
      Decoder decoder = Decoder.of(SHAPE, kernels);
      DecoderWeights gradients = DecoderWeights.over(flatGradient, SHAPE, kernels);
      decoder.lossAndGradient(weights, BATCH, gradients, flatGradient);
      assertThat(decoder.tokenLosses(weights, BATCH))
          .containsExactly(doubles(expected.get("tokenLosses")), within(1e-9));
      for (ParameterShape shape : layout.shapes()) {
        double[] gradient = new double[(int) shape.size()];
        kernels.read(flatGradient, layout.offset(shape.name()), gradient);
        assertThat(gradient)
            .as(shape.name())
            .containsExactly(doubles(expected.get("gradients").get(shape.name())), within(1e-9));
      }
    }
  }

  @Test
  void learnsAsPyTorchsAdamWDoes() {
    NetworkSettings settings =
        new NetworkSettings(
            Optimizer.ADAMW, 0.01, Schedule.CONSTANT, 0, 6, 0.1, 0.9, 0.999, 1e-8, 0.5);
    MultiLayerNetwork network =
        new MultiLayerNetwork(DecoderNetwork.configuration(SHAPE, settings, Computing.ONE_PART));
    network.init();
    writeWeights(DecoderNetwork.parameters(network));
    for (JsonNode step : expected.get("steps")) {
      network.fit(DecoderNetwork.dataSet(BATCH));
      StepStatistics measured = DecoderNetwork.lastStep(network);
      assertThat(measured.meanLoss()).isCloseTo(step.get("loss").asDouble(), within(1e-4));
      assertThat(measured.gradientNorm())
          .isCloseTo(step.get("gradientNorm").asDouble(), within(1e-3));
    }
  }

  private static void writeWeights(Parameters parameters) {
    ParameterLayout layout = ParameterLayout.of(SHAPE);
    float[] flat = weights();
    for (ParameterShape shape : layout.shapes()) {
      float[] values = new float[(int) shape.size()];
      System.arraycopy(flat, (int) layout.offset(shape.name()), values, 0, values.length);
      parameters.write(shape.name(), 0, values);
    }
  }

  private static float[] weights() {
    float[] flat = new float[(int) ParameterLayout.of(SHAPE).size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) (0.4 * Math.sin(12.9898 * i + 0.3));
    }
    return flat;
  }

  private static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asDouble();
    }
    return values;
  }

  private static JsonNode expected() {
    try (InputStream json = PyTorchParityTest.class.getResourceAsStream("/parity/tiny-gpt2.json")) {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
