package org.flanspark.tuning.kernel.device;

import org.flanspark.config.Backend;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.nd4j.Nd4jKernels;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The kernels of {@code execution.backend}. */
public final class KernelChoice {
  private static final Logger LOG = LoggerFactory.getLogger(KernelChoice.class);

  private KernelChoice() {}

  /**
   * Fresh kernels in float32, for use by one thread at a time.
   *
   * @param threads the most that they compute with; those of ND4J belong to the process, and are
   *     what its environment says
   * @throws org.flanspark.config.ConfigException if the jar's backend cannot run on this machine
   */
  public static Kernels open(Backend backend, int threads) {
    return switch (backend) {
      case AUTO, ND4J -> {
        DeviceCheck.check();
        yield Nd4jKernels.of(ElementType.FLOAT32);
      }
    };
  }

  /** Says in the log, once at the start, what will compute. */
  public static void log(Backend backend) {
    DeviceCheck.check();
    LOG.info(
        "Backend {}: kernels nd4j on {}, {} threads",
        backend,
        Nd4j.getBackend().getClass().getSimpleName(),
        Nd4j.getEnvironment().maxThreads());
  }
}
