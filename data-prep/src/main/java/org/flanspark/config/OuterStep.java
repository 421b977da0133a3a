package org.flanspark.config;

/** What the mean of the workers' deltas does to the parameters. */
public enum OuterStep {
  /** They become the mean of the workers' parameters, times a rate. */
  AVERAGE,
  /** Nesterov's momentum over rounds, as in DiLoCo (Douillard et al. 2023, algorithm 1). */
  NESTEROV
}
