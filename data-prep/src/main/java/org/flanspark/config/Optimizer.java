package org.flanspark.config;

/** How a step changes the parameters. */
public enum Optimizer {
  /** Two moments of every parameter, and weight decay apart from them. */
  ADAMW,
  /** Second moments factored into those of a matrix's rows and columns, and no first moment. */
  ADAFACTOR
}
