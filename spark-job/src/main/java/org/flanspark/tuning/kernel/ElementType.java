package org.flanspark.tuning.kernel;

/** How a tensor's numbers are stored. */
public enum ElementType {
  FLOAT32,
  FLOAT64
}
