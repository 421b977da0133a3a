package org.flanspark.tuning.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.flanspark.config.RunConfig;
import org.junit.jupiter.api.Test;

class WorkerMemoryTest {
  private static final long PARAMETERS = 497_759_232;

  @Test
  void holdsTheEngineAndWhatItStartedFromAndADecoderForValidation() {
    WorkerMemory worker = worker();
    assertThat(worker.engine().parameters()).isEqualTo(PARAMETERS);
    assertThat(worker.engine().gradients()).isEqualTo(PARAMETERS);
    assertThat(worker.engine().optimizerState()).isEqualTo(2 * PARAMETERS);
    assertThat(worker.received()).isEqualTo(PARAMETERS);
    assertThat(worker.momentsCopy()).isEqualTo(2 * PARAMETERS);
    assertThat(worker.validation())
        .isBetween(PARAMETERS, PARAMETERS + worker.engine().activations());
    assertThat(worker.outsideHeap())
        .isEqualTo(7 * PARAMETERS + worker.engine().activations() + worker.validation());
  }

  @Test
  void averagedMomentsAreReceivedAndNeedNoCopy() {
    WorkerMemory worker = worker("averaging.moments=averaged");
    assertThat(worker.momentsCopy()).isZero();
    assertThat(worker.received()).isEqualTo(3 * PARAMETERS);
  }

  @Test
  void sixteenBitsShrinkReceivedMomentsAloneSinceValidationNeedsWholeParameters() {
    assertThat(worker("averaging.wire=bfloat16").received()).isEqualTo(PARAMETERS);
    assertThat(worker("averaging.moments=averaged", "averaging.wire=bfloat16").received())
        .isEqualTo(2 * PARAMETERS);
  }

  @Test
  void theHeapHoldsTheSumsOfASliceInFloat32HoweverManyWorkersThereAre() {
    long held = 512 * 1_048_576 + 4 * 33_554_432L;
    assertThat(worker().heap()).isEqualTo(held + held / 7);
    assertThat(worker("averaging.workers=11").heap()).isEqualTo(worker().heap());
    long inSixteenBits = held + 4 * 33_554_432L;
    assertThat(worker("averaging.wire=bfloat16").heap())
        .isEqualTo(inSixteenBits + inSixteenBits / 7);
  }

  @Test
  void theHeapHoldsTwoDecodedShardsOfTheLargestSize() {
    RunConfig config = Gpt2Plans.config();
    long shards = 2 * (8 * 384_000 + 100 * 16_000) * 800L / 2_000;
    assertThat(WorkerMemory.of(Gpt2Plans.preparedRun(config), config, 1).heap() - worker().heap())
        .isBetween(shards, shards * 8 / 7 + 1);
  }

  private static WorkerMemory worker(String... settings) {
    RunConfig config = Gpt2Plans.config(settings);
    return WorkerMemory.of(Gpt2Plans.run(config), config, 1);
  }
}
