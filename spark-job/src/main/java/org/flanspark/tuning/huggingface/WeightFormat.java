package org.flanspark.tuning.huggingface;

/**
 * How weights are written.
 *
 * @param type of every value
 * @param maxFileBytes of tensors in one file; more go into several with an index
 */
record WeightFormat(WeightType type, long maxFileBytes) {
  private static final long FIVE_GIGABYTES = 5_000_000_000L;

  /** In files of at most 5 GB. */
  static WeightFormat of(WeightType type) {
    return new WeightFormat(type, FIVE_GIGABYTES);
  }
}
