package org.flanspark.tuning.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrafficTest {
  @Test
  void parametersGoToEachWorkerAndComeBackFromEachAndTheirMeanComesOnce() {
    assertThat(traffic()).isEqualTo(new Traffic(4 * 497_759_232L, 4 * 497_759_232L, 497_759_232L));
  }

  @Test
  void averagedMomentsOfAdamwTripleIt() {
    assertThat(traffic("averaging.moments=averaged"))
        .isEqualTo(new Traffic(12 * 497_759_232L, 12 * 497_759_232L, 3 * 497_759_232L));
  }

  @Test
  void sixteenBitsHalveIt() {
    assertThat(traffic("averaging.wire=bfloat16"))
        .isEqualTo(new Traffic(2 * 497_759_232L, 2 * 497_759_232L, 248_879_616L));
  }

  @Test
  void moreWorkersDoNotBurdenTheBusiestLink() {
    assertThat(traffic("averaging.workers=2").linkBytes()).isEqualTo(3 * 497_759_232L);
    assertThat(traffic("averaging.workers=64").linkBytes()).isEqualTo(3 * 497_759_232L);
  }

  private static Traffic traffic(String... settings) {
    return Traffic.of(Gpt2Plans.engine(), Gpt2Plans.config(settings).averaging());
  }
}
