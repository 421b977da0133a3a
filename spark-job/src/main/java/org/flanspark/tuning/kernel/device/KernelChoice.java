package org.flanspark.tuning.kernel.device;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  /** What the log of this process has told already. */
  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  private KernelChoice() {}

  /**
   * Fresh kernels in float32, for use by one thread at a time. The log of the process says, once,
   * which they are.
   *
   * @param threads the most that they compute with; those of ND4J belong to the process, and are
   *     what its environment says
   * @throws org.flanspark.config.ConfigException if the jar's backend cannot run on this machine
   */
  public static Kernels open(Backend backend, int threads) {
    return switch (backend) {
      case AUTO, ND4J -> {
        DeviceCheck.check();
        tell(backend, "nd4j on " + Nd4j.getBackend().getClass().getSimpleName(), threads);
        yield Nd4jKernels.of(ElementType.FLOAT32);
      }
    };
  }

  private static void tell(Backend backend, String kernels, int threads) {
    String choice = "backend %s: kernels %s, threads %s".formatted(backend, kernels, threads);
    if (TOLD.add(choice)) {
      LOG.info("Computing with {}", choice);
    }
  }
}
