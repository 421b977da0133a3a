package org.flanspark.tuning.averaging;

import org.apache.hadoop.fs.Path;
import org.flanspark.config.Backend;
import org.flanspark.tuning.ledger.Pace;
import org.flanspark.tuning.model.ModelShape;

/**
 * What every round of a run has in common.
 *
 * @param shards the folder of the rows' shards
 * @param shape of the decoder
 * @param pace workers, rows and steps
 * @param backend what computes
 * @param threads of each worker
 */
public record RoundSettings(
    Path shards, ModelShape shape, Pace pace, Backend backend, int threads) {}
