package org.flanspark.tuning.plan;

import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.model.ModelShape;

/**
 * How fast a run will go, which nothing but a run can tell: assumed, measured or given.
 *
 * @param computing floating-point operations a second of one worker, over whole updates
 * @param network bytes a second over the link of one machine, whatever delays them
 */
public record Rates(Rate computing, Rate network) {
  /**
   * Operations a second of one thread, were the model very wide. Whole steps of {@code
   * scripts/benchmark training} on two AVX-512 cores that others used as well came to 88e9 to 90e9
   * a core at a width of 768, 73e9 to 80e9 at 256, and 52e9 to 65e9 at 128, which this rate follows
   * by {@link #HALF_WIDTH}; other cores reached 140e9 at 768.
   */
  private static final double WIDE_OPERATIONS = 100e9;

  /** The width at which half of a step goes into what is not a product of matrices. */
  private static final double HALF_WIDTH = 64;

  /** Of the 1.25e9 that ten-gigabit Ethernet carries. */
  private static final double LINK_BYTES = 1e9;

  private static final String GIVEN = "as given";

  /** What may be assumed of a worker with so many AVX-512 cores, and of a usual network. */
  public static Rates assumed(ModelShape shape, int threads) {
    double thread = WIDE_OPERATIONS * shape.width() / (shape.width() + HALF_WIDTH);
    return new Rates(
        new Rate(
            threads * thread,
            "assuming AVX-512 cores, one for each of %s thread(s)".formatted(threads)),
        new Rate(LINK_BYTES, "assuming ten-gigabit Ethernet"));
  }

  /**
   * What the run in {@code output.run} has measured, where it has begun; what may be assumed, where
   * it has not.
   */
  public static Rates of(RunConfig config, PlannedRun run, int threads, Configuration hadoop) {
    Rates assumed = assumed(run.shape(), threads);
    return MeasuredRates.read(config, hadoop)
        .map(measured -> measured.rates(UpdateWork.of(run, config), assumed))
        .orElse(assumed);
  }

  /** The same with a rate of computing that somebody knows. */
  public Rates withComputing(double operationsPerSecond) {
    return new Rates(new Rate(operationsPerSecond, GIVEN), network);
  }

  /** The same with a rate of the network that somebody knows. */
  public Rates withNetwork(double bytesPerSecond) {
    return new Rates(computing, new Rate(bytesPerSecond, GIVEN));
  }
}
