package org.flanspark.data.rendered;

import org.flanspark.data.shard.PreparedFolder;

/** What records are drawn for. */
public enum Use {
  /** Packed rows to train on. */
  TRAINING(PreparedFolder.TRAIN),
  /** Packed rows for the validation loss. */
  VALIDATION_LOSS(PreparedFolder.VALIDATION),
  /** Prompts to choose the best template by. */
  VALIDATION_PROMPTS(PreparedFolder.VALIDATION),
  /** Prompts to report. */
  TEST_PROMPTS(PreparedFolder.TEST);

  private final String split;

  Use(String split) {
    this.split = split;
  }

  /** The split whose records are used. */
  public String split() {
    return split;
  }

  /** Whether its records become segments of packed rows; otherwise they become prompts. */
  public boolean isPacked() {
    return this == TRAINING || this == VALIDATION_LOSS;
  }
}
