package org.flanspark.config;

/** The order of a classification's options in a prompt. */
public enum OptionOrder {
  /** As the task file has them. */
  AS_GIVEN,
  /** By a hash of the example: a model cannot learn the place of the answer. */
  HASHED
}
