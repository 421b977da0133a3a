package org.flanspark.tuning.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.flanspark.config.RunConfig;
import org.flanspark.tuning.model.ActivationMemory;
import org.flanspark.tuning.model.ModelShape;
import org.junit.jupiter.api.Test;

class UpdateWorkTest {
  /** GPT-2: 84,934,656 weights in the matrices of twelve blocks. */
  private static final ModelShape GPT2 = ModelShape.gpt2(12, 768, 12, 1024, 50_257);

  /** Four rows of one segment of 256 tokens, of which 154 count. */
  private static final MeanUpdate UPDATE = new MeanUpdate(1_024, 154, 256);

  @Test
  void sixOperationsAWeightAndTokenAndFewerForTheRest() {
    assertThat(UpdateWork.of(GPT2, UPDATE, ActivationMemory.KEPT))
        .isEqualTo(
            new UpdateWork(
                6.0 * 84_934_656 * 1_024,
                14.0 * 1_024 * 128.5 * 768 * 12,
                6.0 * 768 * 50_257 * 154));
  }

  @Test
  void recomputingAddsAForwardPassOfAllBlocksButTheLast() {
    UpdateWork kept = UpdateWork.of(GPT2, UPDATE, ActivationMemory.KEPT);
    UpdateWork recomputed = UpdateWork.of(GPT2, UPDATE, ActivationMemory.RECOMPUTED);
    assertThat(recomputed.layers() / kept.layers()).isEqualTo(1 + 11.0 / 12 / 3);
    assertThat(recomputed.attention() / kept.attention()).isEqualTo(1 + 11.0 / 12 * 2 / 7);
    assertThat(recomputed.logits()).isEqualTo(kept.logits());
  }

  @Test
  void groupedHeadsAndGatesCountAsTheirMatricesDo() {
    ModelShape llama =
        ModelShape.of(ModelShape.LLAMA, 1, 64, 4, 32, 100)
            .keyValueHeads(2)
            .feedForwardWidth(96)
            .build();
    double weights = 64 * (64 + 2 * 32) + 64 * 64 + 64 * 2 * 96 + 96 * 64;
    assertThat(UpdateWork.of(llama, new MeanUpdate(10, 1, 5), ActivationMemory.KEPT).layers())
        .isEqualTo(6 * weights * 10);
  }

  @Test
  void withoutDataEveryPositionIsUsedAndCounted() {
    RunConfig config = Gpt2Plans.config();
    assertThat(MeanUpdate.of(Gpt2Plans.run(config))).isEqualTo(new MeanUpdate(1_024, 1_024, 256));
  }

  @Test
  void preparedDataTellsHowFullRowsAreAndHowLongExamplesAre() {
    RunConfig config = Gpt2Plans.config();
    assertThat(MeanUpdate.of(Gpt2Plans.preparedRun(config)))
        .isEqualTo(new MeanUpdate(768, 115.2, 24));
  }
}
