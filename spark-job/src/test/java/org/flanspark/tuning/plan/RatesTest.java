package org.flanspark.tuning.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.averaging.Exchange;
import org.flanspark.tuning.ledger.JsonLines;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.flanspark.tuning.training.RunFolder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatesTest {
  private final Configuration hadoop = new Configuration();

  @TempDir Path folder;

  @Test
  void narrowModelsAreSlowerAndThreadsAddUp() {
    assertThat(Rates.assumed(gpt2(64), 1).computing())
        .isEqualTo(new Rate(50e9, "assuming AVX-512 cores, one for each of 1 thread(s)"));
    assertThat(Rates.assumed(gpt2(1_216), 4).computing().perSecond()).isEqualTo(380e9);
    assertThat(Rates.assumed(gpt2(64), 1).network())
        .isEqualTo(new Rate(1e9, "assuming ten-gigabit Ethernet"));
  }

  @Test
  void whatIsGivenCounts() {
    Rates rates = Rates.assumed(gpt2(64), 1).withComputing(7e12).withNetwork(12.5e9);
    assertThat(rates.computing()).isEqualTo(new Rate(7e12, "as given"));
    assertThat(rates.network()).isEqualTo(new Rate(12.5e9, "as given"));
  }

  @Test
  void aRunThatHasBegunIsMeasured() {
    // Ten updates in 10, 5 and 4 seconds: the middle one counts, and so of 3, 1.5 and 1 GB/s.
    write(
        round(1, 10, 11, 1, exchange()),
        round(2, 20, 7, 2, exchange()),
        round(3, 30, 7, 3, exchange()));
    Rates rates = rates();
    assertThat(rates.computing())
        .isEqualTo(new Rate(2 * work(), "as measured in " + folder + "/run"));
    assertThat(rates.network()).isEqualTo(new Rate(1.5e9, "as measured in " + folder + "/run"));
  }

  @Test
  void bytesThatAMasterDoesNotTellAreAssumed() {
    write(round(1, 10, 12, 2, null));
    assertThat(rates().computing().perSecond()).isEqualTo(work());
    assertThat(rates().network().basis()).isEqualTo("assuming ten-gigabit Ethernet");
  }

  @Test
  void aRunThatHasNotBegunIsAssumed() {
    assertThat(rates()).isEqualTo(Rates.assumed(Gpt2Plans.run(config()).shape(), 2));
  }

  private Rates rates() {
    return Rates.of(config(), Gpt2Plans.run(config()), 2, hadoop);
  }

  private double work() {
    return UpdateWork.of(Gpt2Plans.run(config()), config()).total();
  }

  private RunConfig config() {
    return Gpt2Plans.config("output.run=" + folder + "/run");
  }

  private void write(RoundMetrics... rounds) {
    JsonLines.write(new RunFolder(path()).metrics(), hadoop, List.of(rounds));
  }

  private org.apache.hadoop.fs.Path path() {
    return new org.apache.hadoop.fs.Path(config().output().run());
  }

  private static ModelShape gpt2(int width) {
    return ModelShape.gpt2(1, width, 1, 16, 100);
  }

  private static RoundMetrics round(
      int number, long step, double seconds, double synchronising, @Nullable Exchange exchange) {
    return new RoundMetrics(
        number,
        step,
        100,
        10,
        number * 100L,
        2,
        null,
        Map.of(),
        Map.of(),
        1e-3,
        1,
        10,
        seconds,
        synchronising,
        exchange);
  }

  /** A gigabyte on its way from the driver to all, back, and from those that reduce. */
  private static Exchange exchange() {
    return new Exchange(
        0, 0, 0, 0, 0, 4_000_000_000L, 4_000_000_000L, 1_000_000_000L, Map.of(), 0.5, null, null);
  }
}
