package org.flanspark.tuning.training;

/** What a run does about an earlier one in its folder. */
public enum StartMode {
  /** Refuses a folder that holds anything. */
  NEW,
  /** Goes on from the latest whole checkpoint; starts where there is none. */
  RESUME
}
