package org.flanspark.tuning.inference;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.cpu.CpuKernels;
import org.flanspark.tuning.kernel.nd4j.Nd4jKernels;
import org.flanspark.tuning.model.HeapParameters;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.Parameters;
import org.flanspark.tuning.model.RotaryEmbedding;
import org.flanspark.tuning.model.RotaryScaling;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** Decoders of every family, of a context of 16 and a vocabulary of 12 tokens. */
final class TinyModels {
  static final ModelShape GPT2 = ModelShape.gpt2(3, 8, 2, 16, 12);

  static final ModelShape LLAMA =
      ModelShape.of(ModelShape.LLAMA, 3, 8, 4, 16, 12)
          .keyValueHeads(2)
          .feedForwardWidth(11)
          .rotary(new RotaryEmbedding(100, RotaryScaling.llama3(2, 1, 4, 8)))
          .build();

  static final ModelShape QWEN2 =
      ModelShape.of(ModelShape.QWEN2, 2, 6, 2, 16, 12)
          .headWidth(4)
          .keyValueHeads(1)
          .feedForwardWidth(7)
          .tiedEmbeddings(false)
          .build();

  private TinyModels() {}

  /** Every shape by every implementation of the kernels. */
  static Stream<Arguments> all() {
    return Stream.of(GPT2, LLAMA, QWEN2)
        .flatMap(
            shape ->
                Stream.of(
                    arguments(shape, kernels("nd4j", () -> Nd4jKernels.of(ElementType.FLOAT32))),
                    arguments(shape, kernels("cpu", () -> CpuKernels.of(2)))));
  }

  private static Named<Supplier<Kernels>> kernels(String name, Supplier<Kernels> kernels) {
    return Named.of(name, kernels);
  }

  /** Weights so large that the next token depends on all before it. */
  static Parameters weights(ModelShape shape) {
    HeapParameters weights = HeapParameters.zeros(ParameterLayout.of(shape).shapes());
    Random random = new Random(11);
    for (ParameterShape tensor : weights.shapes()) {
      float[] values = new float[(int) tensor.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      weights.write(tensor.name(), 0, values);
    }
    return weights;
  }

  /** Texts of at least one token and at most so many. */
  static List<TokenIds> randomTexts(ModelShape shape, Random random, int count, int most) {
    return Stream.generate(
            () ->
                TokenIds.of(random.ints(1 + random.nextInt(most), 0, shape.vocabulary()).toArray()))
        .limit(count)
        .toList();
  }
}
