package org.flanspark.config;

/** How the learning rate goes on after the warm-up. */
public enum Schedule {
  CONSTANT,
  /** Falls in a straight line to zero at the last step. */
  LINEAR,
  /** Falls in half a cosine wave to zero at the last step. */
  COSINE
}
