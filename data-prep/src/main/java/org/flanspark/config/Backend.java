package org.flanspark.config;

/** What computes the decoder. */
public enum Backend {
  /** The fastest that runs here. */
  AUTO,
  /** ND4J's operations, on whatever ND4J backend the jar holds. */
  ND4J
}
