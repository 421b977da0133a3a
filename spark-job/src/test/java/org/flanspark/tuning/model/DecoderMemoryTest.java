package org.flanspark.tuning.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.kernel.nd4j.Nd4jKernels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderMemoryTest {
  /** Two rows of six tokens, of which four and three count. */
  private static final DecoderBatch BATCH =
      DecoderBatch.of(List.of(row(-100, 1, 2, 3, 4, -100), row(-100, 1, 2, 3, -100, -100)));

  @ParameterizedTest
  @ValueSource(strings = {ModelShape.GPT2, ModelShape.LLAMA, ModelShape.QWEN2})
  void foretellsWhatAStepAllocates(String family) {
    ModelShape shape = shape(family);
    for (ActivationMemory memory : ActivationMemory.values()) {
      AtomicLong values = new AtomicLong();
      try (Step step = new Step(shape, memory, counted(values))) {
        step.run();
        try (Kernels kernels = Nd4jKernels.of(ElementType.FLOAT32)) {
          assertThat(
                  DecoderMemory.trainingBytes(
                      shape, memory, new DecoderMemory.Load(2, 6, 7), kernels))
              .as("%s", memory)
              .isEqualTo((values.get() - 2 * step.flat.size()) * 4);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ModelShape.GPT2, ModelShape.LLAMA, ModelShape.QWEN2})
  void foretellsWhatALossAllocates(String family) {
    ModelShape shape = shape(family);
    AtomicLong values = new AtomicLong();
    try (Step step = new Step(shape, ActivationMemory.KEPT, counted(values));
        Kernels kernels = Nd4jKernels.of(ElementType.FLOAT32)) {
      step.loss();
      assertThat(DecoderMemory.lossBytes(shape, new DecoderMemory.Load(2, 6, 7), kernels))
          .isEqualTo((values.get() - 2 * step.flat.size()) * 4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ModelShape.GPT2, ModelShape.LLAMA, ModelShape.QWEN2})
  void recomputingChangesNoBitAndTakesLess(String family) {
    ModelShape shape = shape(family);
    try (Step kept = new Step(shape, ActivationMemory.KEPT, kernels());
        Step recomputed = new Step(shape, ActivationMemory.RECOMPUTED, kernels())) {
      assertThat(recomputed.run()).isEqualTo(kept.run());
      assertThat(recomputed.gradient()).isEqualTo(kept.gradient());
      DecoderMemory.Load load = new DecoderMemory.Load(2, 6, 7);
      assertThat(bytes(shape, ActivationMemory.RECOMPUTED, load, kept))
          .isLessThan(bytes(shape, ActivationMemory.KEPT, load, kept));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void aPartIsTheLargestOfThem(int parts) {
    DecoderMemory.Load load = new DecoderMemory.Load(7, 16, 70).part(parts);
    assertThat(load.rows()).isEqualTo(List.of(7, 4, 3, 1).get(List.of(1, 2, 3, 8).indexOf(parts)));
    assertThat(load.counted()).isEqualTo(10 * load.rows());
    assertThat(load.time()).isEqualTo(16);
  }

  private static long bytes(
      ModelShape shape, ActivationMemory memory, DecoderMemory.Load load, Step step) {
    return DecoderMemory.trainingBytes(shape, memory, load, step.decoder.kernels());
  }

  private static ModelShape shape(String family) {
    return ModelShape.of(family, 3, 8, 2, 16, 24).build();
  }

  private static PackedRow row(int... labels) {
    return new PackedRow(
        TokenIds.of(7, 8, 9, 10, 11, 12),
        TokenIds.of(labels),
        List.of(6),
        List.of("a"),
        List.of(0));
  }

  private static Kernels kernels() {
    return Nd4jKernels.of(ElementType.FLOAT32);
  }

  /** Real kernels, of which is counted what they allocate and do not release. */
  private static Kernels counted(AtomicLong values) {
    Kernels real = kernels();
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (proxy, operation, arguments) -> {
              try {
                Object result = operation.invoke(real, arguments);
                switch (operation.getName()) {
                  case "allocate" -> values.addAndGet(((Tensor) result).size());
                  case "release" -> values.addAndGet(-((Tensor) arguments[0]).size());
                  default -> {}
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** A decoder that takes one step. */
  private static final class Step implements AutoCloseable {
    private final Decoder decoder;
    private final Tensor flat;
    private final Tensor flatGradient;

    Step(ModelShape shape, ActivationMemory memory, Kernels kernels) {
      decoder = Decoder.of(shape, kernels, memory);
      ParameterLayout layout = ParameterLayout.of(shape);
      flat = kernels.allocate(layout.size());
      flatGradient = kernels.allocate(layout.size());
      HeapParameters weights = TinyDecoders.weights(shape);
      for (ParameterShape tensor : layout.shapes()) {
        float[] values = new float[(int) tensor.size()];
        weights.read(tensor.name(), 0, values);
        kernels.write(flat, layout.offset(tensor.name()), values);
      }
    }

    StepStatistics run() {
      Kernels kernels = decoder.kernels();
      return decoder.lossAndGradient(
          DecoderWeights.over(flat, decoder.shape(), kernels),
          BATCH,
          DecoderWeights.over(flatGradient, decoder.shape(), kernels),
          flatGradient);
    }

    StepStatistics loss() {
      return decoder.loss(DecoderWeights.over(flat, decoder.shape(), decoder.kernels()), BATCH);
    }

    double[] gradient() {
      double[] gradient = new double[(int) flatGradient.size()];
      decoder.kernels().read(flatGradient, 0, gradient);
      return gradient;
    }

    @Override
    public void close() {
      decoder.close();
    }
  }
}
