package org.flanspark.data.prepare;

import java.io.Closeable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.flanspark.data.shard.Manifest;

/**
 * What is wrong with the training records that may be drawn.
 *
 * @param exclusions a table of {@link Exclusions}: what is left out
 * @param excluded for each task's id, records left out by reason code
 * @param contamination the verdicts
 * @param search what the exclusions are computed from; it stays on the cluster as long as they do
 */
record Quality(
    Dataset<Row> exclusions,
    Map<Integer, Map<String, Long>> excluded,
    List<Manifest.Contamination> contamination,
    ContaminationCheck.Found search)
    implements Closeable {

  /** The task's records that are left out. */
  long lost(int task) {
    return excluded.getOrDefault(task, Map.of()).values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() {
    exclusions.unpersist();
    search.close();
  }
}
