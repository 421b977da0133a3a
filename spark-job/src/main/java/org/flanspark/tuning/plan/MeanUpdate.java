package org.flanspark.tuning.plan;

import org.flanspark.data.shard.Manifest.PackedFacts;
import org.flanspark.tuning.model.DecoderMemory.Load;

/**
 * What one worker computes in one update, on average over the packed rows.
 *
 * @param tokens of all its rows, without padding
 * @param counted of them, those that count in the loss
 * @param segment tokens of an example, beyond which attention does not look
 */
record MeanUpdate(double tokens, double counted, double segment) {

  /** By the rows that are prepared; full rows of one segment each where none are. */
  static MeanUpdate of(PlannedRun run) {
    Load full = run.update();
    return run.packed()
        .map(packed -> of(full.rows(), packed))
        .orElseGet(
            () ->
                new MeanUpdate(
                    (double) full.rows() * full.time(),
                    full.counted(),
                    Math.min(full.time(), run.shape().context())));
  }

  private static MeanUpdate of(int rows, PackedFacts packed) {
    double share = (double) rows / packed.rows();
    return new MeanUpdate(
        share * packed.tokens(),
        share * packed.countedTokens(),
        (double) packed.tokens() / packed.segments());
  }
}
