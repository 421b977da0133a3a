package org.flanspark.config;

/** What a night does that finds another at work. */
public enum OnLock {
  /** Says who holds the lock, and ends. */
  END,
  /** Waits for as long as it takes; the scheduler's own time limit holds. */
  WAIT
}
