package org.flanspark.tuning.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.flanspark.config.Backend;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.device.KernelChoice;
import org.junit.jupiter.api.Test;

class LoadedDecoderTest {
  @Test
  void hasTheLossOfTheWeightsItCopied() {
    HeapParameters weights = TinyDecoders.weights(TinyDecoders.SHAPE);
    DecoderBatch batch = DecoderBatch.of(List.of(TinyDecoders.TWO_EXAMPLES));
    try (LoadedDecoder loaded =
            LoadedDecoder.of(TinyDecoders.SHAPE, weights, KernelChoice.open(Backend.ND4J, 1));
        TinyDecoders.Fixture exact = new TinyDecoders.Fixture(ElementType.FLOAT64)) {
      StepStatistics loss = loaded.loss(batch);
      assertThat(loss.lossSum()).isCloseTo(exact.loss(TinyDecoders.TWO_EXAMPLES), within(1e-4));
      assertThat(loss.byTask().keySet()).containsExactly(0, 2);
      assertThat(loss.gradientNorm()).isZero();
    }
  }

  @Test
  void statisticsOfPartsAddUp() {
    try (TinyDecoders.Fixture tiny = new TinyDecoders.Fixture(ElementType.FLOAT64)) {
      StepStatistics whole = tiny.lossAndGradient(TinyDecoders.TWO_EXAMPLES);
      StepStatistics first = tiny.lossAndGradient(TinyDecoders.FIRST_EXAMPLE);
      StepStatistics second = tiny.lossAndGradient(TinyDecoders.SECOND_EXAMPLE);
      StepStatistics sum = StepStatistics.none().plus(first).plus(second);
      assertThat(sum.meanLoss()).isCloseTo(whole.meanLoss(), within(1e-9));
      assertThat(sum.tokens()).isEqualTo(10);
      assertThat(sum.byTask().get(2)).isEqualTo(second.byTask().get(2));
    }
  }
}
