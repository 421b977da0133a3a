package org.flanspark.config;

/** What becomes of an example that is longer than the limits. */
public enum TooLong {
  /** The input is cut, as in the paper. */
  TRUNCATE,
  /** The record is quarantined. */
  QUARANTINE
}
