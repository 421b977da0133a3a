package org.flanspark.config;

/** What happens where a worker's loss is not finite. */
public enum OnDivergence {
  /** The run stops and names round, worker and rows. */
  STOP,
  /** The round goes on without what that worker did in it. */
  SKIP_WORKER
}
