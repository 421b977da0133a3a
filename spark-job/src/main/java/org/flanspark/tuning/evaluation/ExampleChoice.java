package org.flanspark.tuning.evaluation;

import org.flanspark.data.shard.StableHash;

/** Which examples are taken where not all are: those that come first by a hash. */
final class ExampleChoice {
  private ExampleChoice() {}

  /** The example's place among all, as a number to sort by. */
  static long order(long seed, String exampleId) {
    return StableHash.of(seed, "evaluation examples", exampleId);
  }
}
