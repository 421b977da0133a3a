package org.flanspark.config;

/** What a night's training starts from. */
public enum StartFrom {
  /** {@code model.from}, or random weights: every night is a training of its own. */
  BASE,
  /** The model in service; what {@code model.from} says where there is none yet. */
  PROMOTED
}
