package org.flanspark.tuning.batch;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.flanspark.data.shard.PackedRow;
import org.nd4j.common.loader.Source;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * From a {@link BatchPath} to what the decoder's layer takes: features INT {@code [rows, 3, time]}
 * and labels INT {@code [rows, time]}, as {@link PaddedRows} describes them.
 */
public final class BatchLoader implements DataSetLoader {
  private static final long serialVersionUID = 1L;

  private final HadoopSettings hadoop;

  public BatchLoader(Configuration hadoop) {
    this.hadoop = new HadoopSettings(hadoop);
  }

  @Override
  public DataSet load(Source source) {
    return load(BatchPath.parse(source.getPath()));
  }

  /** The batch's rows as one DataSet. */
  public DataSet load(BatchPath path) {
    List<PackedRow> rows =
        ShardCache.shared().rows(path.shards(), path.batch(), hadoop.configuration());
    return toDataSet(PaddedRows.of(rows));
  }

  /** The same values as ND4J's arrays. */
  public static DataSet toDataSet(PaddedRows rows) {
    return new DataSet(
        Nd4j.createFromArray(rows.features()).reshape(rows.rows(), 3, rows.time()),
        Nd4j.createFromArray(rows.labels()).reshape(rows.rows(), rows.time()));
  }
}
