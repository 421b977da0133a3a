package org.flanspark.tuning.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.model.StepStatistics.TaskLoss;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DecoderTest {
  private final TinyDecoders.Fixture tiny = new TinyDecoders.Fixture(ElementType.FLOAT64);

  @AfterEach
  void close() {
    tiny.close();
  }

  @Test
  void theGradientIsThatOfTheMeanLoss() {
    Decoder decoder = tiny.decoder;
    ParameterLayout layout = ParameterLayout.of(TinyDecoders.SHAPE);
    INDArray flat = Nd4j.create(DataType.DOUBLE, new long[] {layout.size()}, 'c');
    double[] start = new double[(int) layout.size()];
    decoder.kernels().read(tiny.flat, 0, start);
    flat.assign(Nd4j.createFromArray(start));
    DecoderWeights weights =
        DecoderWeights.over(decoder.kernels().over(flat), TinyDecoders.SHAPE, decoder.kernels());
    DecoderBatch batch =
        DecoderBatch.of(List.of(TinyDecoders.TWO_EXAMPLES, TinyDecoders.plainText(7, 11, 3, 11)));
    decoder.lossAndGradient(weights, batch, tiny.gradients, tiny.flatGradient);
    double[] gradient = tiny.gradient();
    for (int i = 0; i < start.length; i += 17) {
      flat.putScalar(i, start[i] + 1e-5);
      double above = decoder.loss(weights, batch).meanLoss();
      flat.putScalar(i, start[i] - 1e-5);
      double below = decoder.loss(weights, batch).meanLoss();
      flat.putScalar(i, start[i]);
      assertThat(gradient[i]).as("value %s", i).isCloseTo((above - below) / 2e-5, within(1e-7));
    }
  }

  @Test
  void packedExamplesHaveTheLossAndGradientOfTheSameOneByOne() {
    StepStatistics packed = tiny.lossAndGradient(TinyDecoders.TWO_EXAMPLES);
    double[] packedGradient = tiny.gradient();
    StepStatistics first = tiny.lossAndGradient(TinyDecoders.FIRST_EXAMPLE);
    double[] firstGradient = tiny.gradient();
    StepStatistics second = tiny.lossAndGradient(TinyDecoders.SECOND_EXAMPLE);
    double[] secondGradient = tiny.gradient();

    assertThat(packed.lossSum()).isCloseTo(first.lossSum() + second.lossSum(), within(1e-9));
    assertThat(packed.countedTokens()).isEqualTo(5);
    for (int i = 0; i < packedGradient.length; i++) {
      double expected = (2 * firstGradient[i] + 3 * secondGradient[i]) / 5;
      assertThat(packedGradient[i]).isCloseTo(expected, within(1e-10));
    }
  }

  @Test
  void aBatchInPartsHasTheLossAndGradientOfTheWhole() {
    DecoderBatch batch =
        DecoderBatch.of(
            List.of(
                TinyDecoders.TWO_EXAMPLES,
                TinyDecoders.FIRST_EXAMPLE,
                TinyDecoders.plainText(7, 11, 3, 11)));
    StepStatistics whole =
        tiny.decoder.lossAndGradient(tiny.weights, batch, tiny.gradients, tiny.flatGradient);
    double[] gradient = tiny.gradient();
    StepStatistics parts =
        tiny.decoder.lossAndGradient(
            tiny.weights, batch.parts(2), tiny.gradients, tiny.flatGradient);
    assertThat(parts.lossSum()).isCloseTo(whole.lossSum(), within(1e-12));
    assertThat(parts.gradientNorm()).isCloseTo(whole.gradientNorm(), within(1e-12));
    assertThat(parts.countedTokens()).isEqualTo(whole.countedTokens());
    assertThat(parts.byTask().keySet()).isEqualTo(whole.byTask().keySet());
    assertThat(tiny.gradient()).containsExactly(gradient, within(1e-12));
  }

  @Test
  void splitsABatchIntoPartsAsEvenAsCanBe() {
    PackedRow row = TinyDecoders.FIRST_EXAMPLE;
    DecoderBatch batch = DecoderBatch.of(List.of(row, row, row, row, row));
    assertThat(batch.parts(3).stream().map(DecoderBatch::rows)).containsExactly(1, 2, 2);
    assertThat(batch.parts(9)).hasSize(5);
    assertThat(batch.parts(1)).containsExactly(batch);
    assertThatThrownBy(() -> batch.parts(0)).hasMessage("Invalid parts: 0, expected at least 1");
  }

  @Test
  void paddingChangesNothing() {
    StepStatistics plain = tiny.lossAndGradient(TinyDecoders.FIRST_EXAMPLE);
    double[] gradient = tiny.gradient();
    DecoderBatch padded = DecoderBatch.padded(List.of(TinyDecoders.FIRST_EXAMPLE), 9);
    StepStatistics again =
        tiny.decoder.lossAndGradient(tiny.weights, padded, tiny.gradients, tiny.flatGradient);
    assertThat(again).isEqualTo(plain);
    assertThat(tiny.gradient()).containsExactly(gradient);
  }

  @Test
  void aSegmentSeesNothingOfTheOneBeforeIt() {
    PackedRow changed =
        new PackedRow(
            TokenIds.of(9, 9, 9, 9, 9, 21, 1, 22, 23, 1),
            TokenIds.of(-100, -100, -100, -100, -100, -100, -100, 22, 23, 1),
            List.of(5, 5),
            List.of("a", "b"),
            List.of(0, 2));
    assertThat(tiny.loss(changed)).isCloseTo(tiny.loss(TinyDecoders.SECOND_EXAMPLE), within(1e-12));
  }

  @Test
  void aTokenSeesNothingOfThoseAfterIt() {
    double[] shorter = tokenLosses(TinyDecoders.plainText(3, 4, 5, 6));
    double[] longer = tokenLosses(TinyDecoders.plainText(3, 4, 5, 6, 7, 8));
    assertThat(Arrays.copyOf(longer, 3)).containsExactly(shorter, within(1e-12));
  }

  @Test
  void countsTheLossOfEachTask() {
    StepStatistics packed = tiny.lossAndGradient(TinyDecoders.TWO_EXAMPLES);
    Map<Integer, TaskLoss> byTask = packed.byTask();
    assertThat(byTask.keySet()).containsExactly(0, 2);
    assertThat(byTask.get(0).countedTokens()).isEqualTo(2);
    assertThat(byTask.get(2).countedTokens()).isEqualTo(3);
    assertThat(byTask.get(2).lossSum())
        .isCloseTo(tiny.loss(TinyDecoders.SECOND_EXAMPLE), within(1e-12));
    assertThat(packed.tokens()).isEqualTo(10);
  }

  @Test
  void theGradientNormIsThatOfTheWholeGradient() {
    StepStatistics statistics = tiny.lossAndGradient(TinyDecoders.TWO_EXAMPLES);
    double squares = 0;
    for (double value : tiny.gradient()) {
      squares += value * value;
    }
    assertThat(statistics.gradientNorm()).isCloseTo(Math.sqrt(squares), within(1e-12));
  }

  @Test
  void aBatchWithoutACountedTokenHasNoLossAndNoGradient() {
    PackedRow silent =
        new PackedRow(
            TokenIds.of(3, 4), TokenIds.of(-100, -100), List.of(2), List.of("a"), List.of(0));
    tiny.lossAndGradient(TinyDecoders.TWO_EXAMPLES);
    StepStatistics statistics = tiny.lossAndGradient(silent);
    assertThat(statistics).isEqualTo(new StepStatistics(0, 0, 2, 0, Map.of()));
    assertThat(tiny.gradient()).containsOnly(0);
  }

  @Test
  void refusesTokensThatDoNotFitTheModel() {
    assertThatThrownBy(() -> tiny.loss(TinyDecoders.plainText(3, 24)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid token id: 24, expected 0 to 23");
    assertThatThrownBy(() -> tiny.loss(TinyDecoders.plainText(new int[17])))
        .hasMessage("Invalid position: 16, expected below 16");
    assertThatThrownBy(() -> DecoderBatch.of(List.of()))
        .hasMessage("Invalid batch: 0 rows, expected at least 1");
    assertThatThrownBy(() -> DecoderBatch.padded(List.of(TinyDecoders.TWO_EXAMPLES), 9))
        .hasMessage("Invalid packed row: 10 tokens, expected at most 9");
  }

  @Test
  void refusesASegmentWhoseFirstTokenCounts() {
    PackedRow row =
        new PackedRow(TokenIds.of(3, 4), TokenIds.of(3, 4), List.of(2), List.of("a"), List.of(0));
    assertThatThrownBy(() -> tiny.loss(row))
        .hasMessage("Invalid label: 3, expected -100 at a segment's start");
  }

  @Test
  void floatsAgreeWithDoubles() {
    try (TinyDecoders.Fixture single = new TinyDecoders.Fixture(ElementType.FLOAT32)) {
      StepStatistics exact = tiny.lossAndGradient(TinyDecoders.TWO_EXAMPLES);
      StepStatistics rounded = single.lossAndGradient(TinyDecoders.TWO_EXAMPLES);
      assertThat(rounded.lossSum()).isCloseTo(exact.lossSum(), within(1e-4));
      assertThat(rounded.gradientNorm()).isCloseTo(exact.gradientNorm(), within(1e-4));
    }
  }

  private double[] tokenLosses(PackedRow row) {
    return tiny.decoder.tokenLosses(tiny.weights, DecoderBatch.of(List.of(row)));
  }
}
