package org.flanspark.tuning.kernel.device;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.flanspark.config.Backend;
import org.flanspark.config.ConfigException;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.cpu.CpuKernels;
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
   * @param threads the most that they compute with; those of ND4J belong to the process, whose
   *     workers share them
   * @throws ConfigException if the backend cannot run on this machine or with this job jar
   */
  public static Kernels open(Backend backend, int threads) {
    DeviceCheck.check();
    Backend chosen = choose(backend);
    SharedThreads.limit(threads, chosen);
    tell(backend, chosen, threads);
    return chosen == Backend.CPU ? CpuKernels.of(threads) : Nd4jKernels.of(ElementType.FLOAT32);
  }

  private static Backend choose(Backend backend) {
    boolean cards = DeviceCheck.holdsCuda();
    if (backend == Backend.CPU && cards) {
      throw new ConfigException(
          "Cannot use execution.backend: cpu with a job jar of the profile cuda, whose arrays lie"
              + " on the card; use the jar built without it, or the backend nd4j");
    }
    return backend == Backend.AUTO ? (cards ? Backend.ND4J : Backend.CPU) : backend;
  }

  private static void tell(Backend backend, Backend chosen, int threads) {
    String choice =
        "%s, %s threads (execution.backend: %s)"
            .formatted(kernels(chosen), threads, backend.name().toLowerCase(Locale.ROOT));
    if (!TOLD.add(choice)) {
      return;
    }
    LOG.info("Computing with {}", choice);
    if (chosen == Backend.CPU && !CpuKernels.hasVectors()) {
      LOG.warn(
          "Java's Vector API is absent, which costs much time: start with --add-modules"
              + " jdk.incubator.vector (scripts/flan does)");
    }
  }

  private static String kernels(Backend chosen) {
    if (chosen == Backend.ND4J) {
      return "nd4j on " + Nd4j.getBackend().getClass().getSimpleName();
    }
    return CpuKernels.hasVectors() ? "cpu, by vector instructions" : "cpu, value by value";
  }
}
