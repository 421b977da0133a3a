package org.flanspark.tuning.kernel.device;

import org.flanspark.config.Backend;
import org.nd4j.linalg.factory.Nd4j;

/** The threads of ND4J and of OpenBLAS, which belong to the process. */
final class SharedThreads {
  private SharedThreads() {}

  /**
   * Sets the threads of ND4J's operations and of its matrix products; our own kernels multiply on
   * threads of their own, each by itself.
   */
  static synchronized void limit(int threads, Backend backend) {
    int multiplying = backend == Backend.CPU ? 1 : threads;
    if (Nd4j.getEnvironment().maxThreads() != threads
        || Nd4j.factory().blas().getMaxThreads() != multiplying) {
      Nd4j.getEnvironment().setMaxThreads(threads);
      Nd4j.getEnvironment().setMaxMasterThreads(threads);
      Nd4j.factory().blas().setMaxThreads(multiplying);
    }
  }
}
