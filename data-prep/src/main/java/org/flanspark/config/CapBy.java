package org.flanspark.config;

/** Which examples of a task a cap keeps. */
public enum CapBy {
  /** Those with the smallest hashes: a sample that does not depend on the order of the file. */
  HASHED,
  /** Those that stand first in the source, as in the paper's code. */
  FIRST
}
