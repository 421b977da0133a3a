package org.flanspark.tuning.plan;

import org.flanspark.config.RunConfig;

/**
 * What a whole round takes.
 *
 * @param traffic over the network
 * @param localSeconds of a worker's updates
 * @param exchangeSeconds until all have parameters, and until their mean is on the driver
 */
public record RoundCosts(Traffic traffic, double localSeconds, double exchangeSeconds) {

  static RoundCosts of(RunConfig config, Traffic traffic, UpdateWork work, Rates rates) {
    return new RoundCosts(
        traffic,
        config.averaging().localSteps() * work.total() / rates.computing().perSecond(),
        traffic.linkBytes() / rates.network().perSecond());
  }

  /** All of it. */
  public double seconds() {
    return localSeconds + exchangeSeconds;
  }
}
