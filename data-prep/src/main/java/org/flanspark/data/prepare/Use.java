package org.flanspark.data.prepare;

import org.flanspark.data.shard.PreparedFolder;

/** What records are drawn for. */
enum Use {
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
  String split() {
    return split;
  }
}
