package org.flanspark.config;

/** What computes the decoder. */
public enum Backend {
  /** The fastest that the job jar holds: the cards of its ND4J, else the processor. */
  AUTO,
  /** Our own kernels for processors: OpenBLAS's products, the rest by vector instructions. */
  CPU,
  /** ND4J's operations, on whatever ND4J backend the jar holds. */
  ND4J
}
