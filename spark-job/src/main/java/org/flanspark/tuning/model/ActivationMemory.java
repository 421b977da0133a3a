package org.flanspark.tuning.model;

/** What the forward pass keeps for the backward pass; the results are the same, bit for bit. */
public enum ActivationMemory {
  /** Everything of every block. */
  KEPT,
  /** Each block's input; what is inside is computed again, a block at a time, on the way back. */
  RECOMPUTED
}
