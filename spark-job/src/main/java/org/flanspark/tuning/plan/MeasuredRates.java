package org.flanspark.tuning.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.averaging.Exchange;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.flanspark.tuning.training.RunFolder;

/**
 * What the rounds of a run have measured so far; a folder holds one run, so that its updates are
 * those of the configuration that names the folder. The middle one of all rounds counts: the first
 * take longer.
 *
 * @param folder of the run
 * @param updatesPerSecond of a worker, while it computes
 * @param bytesPerSecond over a machine's link, all that is not computing counted as exchange; empty
 *     where the rounds do not tell their bytes
 */
record MeasuredRates(Path folder, double updatesPerSecond, Optional<Double> bytesPerSecond) {

  /** Those of the run in {@code output.run}; empty where no round is done. */
  static Optional<MeasuredRates> read(RunConfig config, Configuration hadoop) {
    Path folder = new Path(config.output().run());
    List<RoundMetrics> rounds = RoundMetrics.read(new RunFolder(folder), hadoop);
    return median(updatesPerSecond(rounds))
        .map(updates -> new MeasuredRates(folder, updates, median(bytesPerSecond(rounds))));
  }

  /** As rates of a run whose updates take so much work; what was not measured is as assumed. */
  Rates rates(UpdateWork work, Rates assumed) {
    String basis = "as measured in " + folder;
    return new Rates(
        new Rate(updatesPerSecond * work.total(), basis),
        bytesPerSecond.map(bytes -> new Rate(bytes, basis)).orElse(assumed.network()));
  }

  private static List<Double> updatesPerSecond(List<RoundMetrics> rounds) {
    List<Double> rates = new ArrayList<>();
    long before = 0;
    for (RoundMetrics round : rounds) {
      rates.add((round.step() - before) / (round.seconds() - round.synchronisingSeconds()));
      before = round.step();
    }
    return rates;
  }

  private static List<Double> bytesPerSecond(List<RoundMetrics> rounds) {
    List<Double> rates = new ArrayList<>();
    for (RoundMetrics round : rounds) {
      Exchange exchange = round.exchange();
      if (exchange != null) {
        Traffic traffic =
            new Traffic(exchange.sentBytes(), exchange.returnedBytes(), exchange.reducedBytes());
        rates.add(traffic.linkBytes() / round.synchronisingSeconds());
      }
    }
    return rates;
  }

  private static Optional<Double> median(List<Double> rates) {
    List<Double> sorted =
        rates.stream().filter(rate -> rate > 0 && Double.isFinite(rate)).sorted().toList();
    return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(sorted.size() / 2));
  }
}
