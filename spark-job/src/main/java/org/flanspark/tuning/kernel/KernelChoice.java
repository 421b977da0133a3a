package org.flanspark.tuning.kernel;

import org.flanspark.config.Backend;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The kernels of {@code execution.backend}. */
public final class KernelChoice {
  private static final Logger LOG = LoggerFactory.getLogger(KernelChoice.class);

  private KernelChoice() {}

  /**
   * Fresh kernels in float32, for one thread.
   *
   * @throws org.flanspark.config.ConfigException if the jar's backend cannot run on this machine
   */
  public static Kernels open(Backend backend) {
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
