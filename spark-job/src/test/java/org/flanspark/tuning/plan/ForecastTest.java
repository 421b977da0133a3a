package org.flanspark.tuning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.flanspark.config.RunConfig;
import org.flanspark.tuning.model.ModelShape;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final Rates RATES =
      Rates.assumed(ModelShape.gpt2(12, 768, 12, 1024, 50_257), 2)
          .withComputing(200e9)
          .withNetwork(1e9);

  @Test
  void aRoundIsItsUpdatesAndItsBytes() {
    RunConfig config = Gpt2Plans.config("averaging.local-steps=10");
    Forecast forecast = Forecast.of(config, Gpt2Plans.run(config), 2, RATES);
    RoundCosts round = forecast.plan().round();
    assertThat(round.localSeconds()).isCloseTo(10 * forecast.work().total() / 200e9, within(1e-9));
    assertThat(round.exchangeSeconds()).isCloseTo(3 * 0.497759232, within(1e-9));
    assertThat(round.seconds()).isEqualTo(round.localSeconds() + round.exchangeSeconds());
  }

  @Test
  void withoutPreparedRowsTheRunsLengthIsUnknown() {
    RunConfig config = Gpt2Plans.config();
    assertThat(Forecast.of(config, Gpt2Plans.run(config), 2, RATES).plan().run()).isNull();
  }

  @Test
  void preparedRowsTellTheRounds() {
    // Two passes over 2,000 rows, 16 rows a step of all: 250 steps in rounds of 20.
    RunConfig config = Gpt2Plans.config("training.passes=2");
    RunPlan plan = Forecast.of(config, Gpt2Plans.preparedRun(config), 2, RATES).plan();
    double seconds = 12.5 * plan.round().localSeconds() + 13 * plan.round().exchangeSeconds();
    assertThat(plan.run()).isNotNull();
    assertThat(plan.run().rounds()).isEqualTo(13);
    assertThat(plan.run().steps()).isEqualTo(250);
    assertThat(plan.run().seconds()).isCloseTo(seconds, within(1e-6));
  }

  @Test
  void aLimitOfStepsEndsTheRunEarlier() {
    RunConfig config = Gpt2Plans.config("training.max-steps=40");
    RunPlan plan = Forecast.of(config, Gpt2Plans.preparedRun(config), 2, RATES).plan();
    assertThat(plan.run()).isEqualTo(new RunCosts(2, 40, 2 * plan.round().seconds()));
  }

  @Test
  void bothProcessesAreGivenWhatTheyHold() {
    RunConfig config = Gpt2Plans.config();
    Forecast forecast = Forecast.of(config, Gpt2Plans.run(config), 2, RATES);
    assertThat(forecast.plan().driver()).isEqualTo(forecast.driver().process());
    assertThat(forecast.plan().executor()).isEqualTo(forecast.worker().process());
  }
}
