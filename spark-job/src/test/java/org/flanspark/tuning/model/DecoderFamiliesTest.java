package org.flanspark.tuning.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.cpu.CpuKernels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What holds of GPT-2 in {@link DecoderTest} holds of every other family. */
class DecoderFamiliesTest {
  static Stream<ModelShape> shapes() {
    ModelShape untied =
        ModelShape.of(ModelShape.GPT2, 1, 8, 2, 16, 24).tiedEmbeddings(false).build();
    return Stream.of(TinyDecoders.LLAMA, TinyDecoders.QWEN2, untied);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void theGradientIsThatOfTheMeanLoss(ModelShape shape) {
    try (TinyDecoders.Fixture tiny = new TinyDecoders.Fixture(shape, ElementType.FLOAT64)) {
      Decoder decoder = tiny.decoder;
      double[] start = new double[Math.toIntExact(tiny.flat.size())];
      decoder.kernels().read(tiny.flat, 0, start);
      INDArray flat = Nd4j.create(DataType.DOUBLE, new long[] {start.length}, 'c');
      flat.assign(Nd4j.createFromArray(start));
      DecoderWeights weights =
          DecoderWeights.over(decoder.kernels().over(flat), shape, decoder.kernels());
      DecoderBatch batch =
          DecoderBatch.of(List.of(TinyDecoders.TWO_EXAMPLES, TinyDecoders.plainText(7, 11, 3, 11)));
      decoder.lossAndGradient(weights, batch, tiny.gradients, tiny.flatGradient);
      double[] gradient = tiny.gradient();
      for (int i = 0; i < start.length; i += 61) {
        flat.putScalar(i, start[i] + 1e-5);
        double above = decoder.loss(weights, batch).meanLoss();
        flat.putScalar(i, start[i] - 1e-5);
        double below = decoder.loss(weights, batch).meanLoss();
        flat.putScalar(i, start[i]);
        assertThat(gradient[i]).as("value %s", i).isCloseTo((above - below) / 2e-5, within(1e-7));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void packedExamplesHaveTheLossAndGradientOfTheSameOneByOne(ModelShape shape) {
    try (TinyDecoders.Fixture tiny = new TinyDecoders.Fixture(shape, ElementType.FLOAT64)) {
      StepStatistics packed = tiny.lossAndGradient(TinyDecoders.TWO_EXAMPLES);
      double[] packedGradient = tiny.gradient();
      StepStatistics first = tiny.lossAndGradient(TinyDecoders.FIRST_EXAMPLE);
      double[] firstGradient = tiny.gradient();
      StepStatistics second = tiny.lossAndGradient(TinyDecoders.SECOND_EXAMPLE);
      double[] secondGradient = tiny.gradient();
      assertThat(packed.lossSum()).isCloseTo(first.lossSum() + second.lossSum(), within(1e-9));
      for (int i = 0; i < packedGradient.length; i++) {
        double expected = (2 * firstGradient[i] + 3 * secondGradient[i]) / 5;
        assertThat(packedGradient[i]).isCloseTo(expected, within(1e-10));
      }
    }
  }

  static Stream<ModelShape> longerShapes() {
    return Stream.of(
        ModelShape.gpt2(2, 30, 3, 100, 53),
        ModelShape.of(ModelShape.LLAMA, 2, 36, 6, 100, 53)
            .keyValueHeads(2)
            .headWidth(10)
            .feedForwardWidth(37)
            .build(),
        ModelShape.of(ModelShape.QWEN2, 2, 28, 2, 100, 53)
            .keyValueHeads(1)
            .tiedEmbeddings(false)
            .build());
  }

  @ParameterizedTest
  @MethodSource("longerShapes")
  void theFastKernelsAgreeWithTheReference(ModelShape shape) {
    try (TinyDecoders.Fixture exact = new TinyDecoders.Fixture(shape, ElementType.FLOAT64);
        TinyDecoders.Fixture fast = new TinyDecoders.Fixture(shape, CpuKernels.of(2))) {
      PackedRow[] rows = {text(70), text(3), text(1), text(27)};
      double expected = exact.lossAndGradient(rows).meanLoss();
      assertThat(fast.lossAndGradient(rows).meanLoss()).isCloseTo(expected, within(1e-5));
      double norm = exact.lossAndGradient(rows).gradientNorm();
      assertThat(fast.gradient()).containsExactly(exact.gradient(), within(1e-5 * norm));
    }
  }

  private static PackedRow text(int length) {
    return TinyDecoders.plainText(
        IntStream.range(0, length).map(i -> (7 * i * i + 3 * i + length) % 53).toArray());
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void refusesAPositionOutsideTheContext(ModelShape shape) {
    try (TinyDecoders.Fixture tiny = new TinyDecoders.Fixture(shape, ElementType.FLOAT32)) {
      ForwardPass pass = new ForwardPass(tiny.decoder, tiny.weights);
      assertThatThrownBy(() -> pass.run(new int[] {3}, new int[] {16}, 1, (layer, kept) -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Invalid position: 16, expected below the context of 16");
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void recomputingActivationsChangesNothing(ModelShape shape) {
    try (TinyDecoders.Fixture tiny = new TinyDecoders.Fixture(shape, ElementType.FLOAT64);
        Decoder recomputing =
            Decoder.of(shape, tiny.decoder.kernels(), ActivationMemory.RECOMPUTED)) {
      tiny.lossAndGradient(TinyDecoders.TWO_EXAMPLES);
      double[] kept = tiny.gradient();
      recomputing.lossAndGradient(
          tiny.weights,
          DecoderBatch.of(List.of(TinyDecoders.TWO_EXAMPLES)),
          tiny.gradients,
          tiny.flatGradient);
      assertThat(tiny.gradient()).containsExactly(kept);
    }
  }
}
