package org.flanspark.tuning.averaging;

import org.nd4j.linalg.factory.Nd4j;

/** How many threads a worker computes with. */
public final class ComputeThreads {
  private ComputeThreads() {}

  /**
   * Sets the threads of ND4J's operations and of its matrix products. They belong to the process:
   * workers that share one share the setting.
   */
  public static synchronized void limit(int threads) {
    if (Nd4j.getEnvironment().maxThreads() != threads
        || Nd4j.factory().blas().getMaxThreads() != threads) {
      Nd4j.getEnvironment().setMaxThreads(threads);
      Nd4j.getEnvironment().setMaxMasterThreads(threads);
      Nd4j.factory().blas().setMaxThreads(threads);
    }
  }
}
