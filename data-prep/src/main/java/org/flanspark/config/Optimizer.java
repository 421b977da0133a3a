package org.flanspark.config;

/** How a step changes the parameters. */
public enum Optimizer {
  ADAMW
}
