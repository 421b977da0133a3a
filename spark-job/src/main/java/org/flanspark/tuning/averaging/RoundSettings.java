package org.flanspark.tuning.averaging;

import org.apache.hadoop.fs.Path;
import org.flanspark.tuning.ledger.Pace;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.network.ComputeSettings;

/**
 * What every round of a run has in common.
 *
 * @param shards the folder of the rows' shards
 * @param shape of the decoder
 * @param pace workers, rows and steps
 * @param compute what each worker computes with
 */
public record RoundSettings(Path shards, ModelShape shape, Pace pace, ComputeSettings compute) {}
