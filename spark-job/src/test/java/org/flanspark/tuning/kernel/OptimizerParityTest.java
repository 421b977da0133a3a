package org.flanspark.tuning.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.flanspark.tuning.kernel.cpu.CpuKernels;
import org.flanspark.tuning.kernel.nd4j.Nd4jKernels;
import org.junit.jupiter.api.Test;

/** The numbers of src/test/resources/parity/optimizers.py: PyTorch's own optimizers. */
class OptimizerParityTest {
  private static final int ROWS = 3;
  private static final int COLUMNS = 5;
  private static final int MATRIX = ROWS * COLUMNS;
  private static final double RATE = 0.01;
  private static final double DECAY = 0.1;

  /** What gradients come in as, times this, is what PyTorch was given: an exact power of two. */
  private static final double SCALE = 0.25;

  private static final JsonNode EXPECTED = expected();

  @Test
  void adamWStepsAsPyTorchsDoes() {
    followsAdamW(Nd4jKernels.of(ElementType.FLOAT64), 1e-12);
    followsAdamW(Nd4jKernels.of(ElementType.FLOAT32), 1e-6);
    followsAdamW(CpuKernels.of(1), 1e-6);
    followsAdamW(CpuKernels.of(2), 1e-6);
  }

  @Test
  void adafactorStepsAsPyTorchsDoes() {
    followsAdafactor(Nd4jKernels.of(ElementType.FLOAT64), 1e-12);
    followsAdafactor(Nd4jKernels.of(ElementType.FLOAT32), 1e-6);
    followsAdafactor(CpuKernels.of(1), 1e-6);
    followsAdafactor(CpuKernels.of(2), 1e-6);
  }

  private static void followsAdamW(Kernels opened, double tolerance) {
    try (Kernels kernels = opened) {
      Trained trained = new Trained(kernels);
      Tensor first = kernels.allocate(MATRIX + COLUMNS);
      Tensor second = kernels.allocate(MATRIX + COLUMNS);
      for (int age = 1; age <= EXPECTED.get("adamW").size(); age++) {
        trained.setGradients(age - 1);
        kernels.adamW(
            trained.part(trained.parameters, 0, MATRIX),
            trained.part(trained.gradient, 0, MATRIX),
            trained.part(first, 0, MATRIX),
            trained.part(second, 0, MATRIX),
            new AdamWStep(RATE, 0.9, 0.98, 1e-6, DECAY, SCALE, age));
        kernels.adamW(
            trained.part(trained.parameters, MATRIX, COLUMNS),
            trained.part(trained.gradient, MATRIX, COLUMNS),
            trained.part(first, MATRIX, COLUMNS),
            trained.part(second, MATRIX, COLUMNS),
            new AdamWStep(RATE, 0.9, 0.98, 1e-6, 0, SCALE, age));
        trained.takeOffAndCompare(EXPECTED.get("adamW").get(age - 1), tolerance);
      }
    }
  }

  private static void followsAdafactor(Kernels opened, double tolerance) {
    try (Kernels kernels = opened) {
      Trained trained = new Trained(kernels);
      Tensor rows = kernels.allocate(ROWS);
      Tensor columns = kernels.allocate(COLUMNS);
      Tensor vector = kernels.allocate(COLUMNS);
      Tensor one = kernels.allocate(1);
      for (int age = 1; age <= EXPECTED.get("adafactor").size(); age++) {
        trained.setGradients(age - 1);
        kernels.adafactor(
            trained.part(trained.parameters, 0, ROWS, COLUMNS),
            trained.part(trained.gradient, 0, ROWS, COLUMNS),
            rows,
            columns,
            new AdafactorStep(RATE, DECAY, SCALE, age));
        kernels.adafactor(
            trained.part(trained.parameters, MATRIX, COLUMNS, 1),
            trained.part(trained.gradient, MATRIX, COLUMNS, 1),
            vector,
            one,
            new AdafactorStep(RATE, 0, SCALE, age));
        trained.takeOffAndCompare(EXPECTED.get("adafactor").get(age - 1), tolerance);
      }
    }
  }

  /** A matrix and a vector end to end, with the formulas of the script. */
  private static final class Trained {
    private final Kernels kernels;
    private final Tensor parameters;
    private final Tensor gradient;

    Trained(Kernels kernels) {
      this.kernels = kernels;
      this.parameters = kernels.allocate(MATRIX + COLUMNS);
      this.gradient = kernels.allocate(MATRIX + COLUMNS);
      kernels.write(parameters, 0, numbers(0.4, 0.3));
    }

    void setGradients(int step) {
      float[] values = numbers(step == 1 ? 1 : 0.01, step + 0.7);
      for (int i = 0; i < values.length; i++) {
        values[i] = i / COLUMNS == 1 ? 0 : (float) (values[i] / SCALE);
      }
      kernels.write(gradient, 0, values);
    }

    Tensor part(Tensor of, long from, long... dimensions) {
      return kernels.view(of, from, dimensions);
    }

    void takeOffAndCompare(JsonNode expected, double tolerance) {
      kernels.scale(gradient, -1);
      kernels.add(parameters, gradient);
      double[] values = new double[MATRIX + COLUMNS];
      kernels.read(parameters, 0, values);
      for (int i = 0; i < values.length; i++) {
        assertThat(values[i])
            .as("value %s", i)
            .isCloseTo(expected.get(i).asDouble(), within(tolerance));
      }
    }

    private static float[] numbers(double scale, double phase) {
      float[] values = new float[MATRIX + COLUMNS];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (scale * Math.sin(12.9898 * i + phase));
      }
      return values;
    }
  }

  private static JsonNode expected() {
    try (InputStream json =
        OptimizerParityTest.class.getResourceAsStream("/parity/optimizers.json")) {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
