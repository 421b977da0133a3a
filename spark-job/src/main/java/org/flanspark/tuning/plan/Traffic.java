package org.flanspark.tuning.plan;

import org.flanspark.config.AveragingConfig;
import org.flanspark.config.Moments;
import org.flanspark.tuning.network.TrainingMemory;

/**
 * What a round's exchange moves over the network, in bytes; the same three spans as a round
 * measures.
 *
 * @param sentBytes from the driver to all workers
 * @param returnedBytes from all workers to those that reduce
 * @param reducedBytes from those that reduce to the driver
 */
public record Traffic(long sentBytes, long returnedBytes, long reducedBytes) {
  static Traffic of(TrainingMemory engine, AveragingConfig averaging) {
    long once = travellingValues(engine, averaging) * averaging.wire().bytes();
    long byAll = averaging.workers() * once;
    return new Traffic(byAll, byAll, once);
  }

  /** The numbers that go out and come back: parameters, and moments where they are averaged. */
  static long travellingValues(TrainingMemory engine, AveragingConfig averaging) {
    long moments = averaging.moments() == Moments.AVERAGED ? engine.optimizerState() : 0;
    return (engine.parameters() + moments) / Float.BYTES;
  }

  /**
   * What passes the busiest link in a round: once to a worker, once from it, once to the driver.
   * Executors hand what was sent on to each other, and each reduces its share of the slices, so
   * that more workers do not add to it.
   */
  long linkBytes() {
    return 3 * reducedBytes;
  }
}
