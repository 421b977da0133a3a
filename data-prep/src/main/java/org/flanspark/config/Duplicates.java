package org.flanspark.config;

/** Which training examples count as the same. */
public enum Duplicates {
  NONE,
  /** Equal inputs and answers, letter case, punctuation and white space aside. */
  EXACT,
  /** And those whose words overlap by {@code quality.near-duplicate-similarity}. */
  NEAR
}
