package org.flanspark.tuning.batch;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.tuning.model.DecoderBatch;
import org.flanspark.tuning.network.DecoderNetwork;
import org.nd4j.common.loader.Source;
import org.nd4j.linalg.dataset.DataSet;

/**
 * From a {@link BatchPath} to what the decoder's layer takes: features INT {@code [rows, 3, time]}
 * and labels INT {@code [rows, time]}, as {@link DecoderBatch} describes them.
 */
public final class BatchLoader implements DataSetLoader {
  /** Rows are padded to a multiple of it, so that few different lengths occur. */
  static final int TIME_STEP = 16;

  private static final long serialVersionUID = 1L;

  private final HadoopSettings hadoop;

  public BatchLoader(Configuration hadoop) {
    this.hadoop = new HadoopSettings(hadoop);
  }

  @Override
  public DataSet load(Source source) {
    return toDataSet(rows(BatchPath.parse(source.getPath())));
  }

  /** The packed rows of a batch. */
  public List<PackedRow> rows(BatchPath path) {
    return ShardCache.shared().rows(path.shards(), path.batch(), hadoop.configuration());
  }

  /** Rows padded to the longest of them, rounded up. */
  static DataSet toDataSet(List<PackedRow> rows) {
    int longest = rows.stream().mapToInt(row -> row.inputIds().length()).max().orElse(0);
    int time = (longest + TIME_STEP - 1) / TIME_STEP * TIME_STEP;
    return DecoderNetwork.dataSet(DecoderBatch.padded(rows, time));
  }
}
