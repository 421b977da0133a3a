package org.flanspark.tuning.averaging;

import java.io.Serializable;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.flanspark.config.Moments;
import org.flanspark.tuning.batch.HadoopSettings;
import org.flanspark.tuning.network.ComputeSettings;

/**
 * What every worker of a round is told.
 *
 * @param run tells runs apart
 * @param round its number, from 1
 * @param iteration updates of each worker before it
 * @param momentsAge updates that averaged moments have seen
 * @param network as DL4J writes it
 * @param compute what it computes with
 * @param moments whether they travel
 * @param saved where workers find moments that they do not hold: none, one for all, or one each
 * @param mayLive how many workers may live in one process
 * @param work what they do
 * @param hadoop to read with
 * @param sent the parameters
 */
record RoundOrder(
    String run,
    int round,
    int iteration,
    long momentsAge,
    MultiLayerConfiguration network,
    ComputeSettings compute,
    Moments moments,
    List<SavedMoments> saved,
    int mayLive,
    LocalWork work,
    HadoopSettings hadoop,
    SentSlices sent)
    implements Serializable {
  RoundOrder {
    saved = List.copyOf(saved);
  }
}
