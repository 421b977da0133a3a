package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.util.SerializableConfiguration;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.shard.QuarantinedRow;
import org.flanspark.data.task.Task;

/**
 * The station that writes rejected records with their reasons.
 *
 * @param tasks the chosen tasks, by id
 * @param folder where to write
 * @param hadoop the file systems' settings
 * @param shards how many files there may be
 */
record QuarantineShards(
    List<Task> tasks, String folder, Broadcast<SerializableConfiguration> hadoop, int shards)
    implements Serializable {

  /** Where they go within the quarantine folder. */
  static final String QUARANTINE = "stage=read";

  private static final String SHARD = "shard";

  /** Writes the rejected ones of a table of {@link Records}. */
  void write(Dataset<Row> records) {
    Column shard =
        functions.pmod(
            functions
                .conv(functions.substring(functions.col(Records.HASH), 1, 8), 16, 10)
                .cast("bigint"),
            functions.lit((long) shards));
    records
        .where(functions.col(Records.REASON).isNotNull())
        .withColumn(SHARD, shard.cast("int"))
        .repartition(shards, functions.col(SHARD))
        .sortWithinPartitions(
            SHARD, Records.TASK, Records.SOURCE_SPLIT, Records.REASON, Records.RAW)
        .foreachPartition((ForeachPartitionFunction<Row>) this::writePartition);
  }

  private void writePartition(Iterator<Row> rows) {
    Groups<Row> groups = new Groups<>(rows, QuarantineShards::shard);
    while (groups.hasNext()) {
      List<Row> group = groups.next();
      Path file =
          PreparedFolder.shard(
              new Path(new PreparedFolder(folder).quarantine(), QUARANTINE), shard(group.get(0)));
      Iterator<QuarantinedRow> quarantined =
          StreamSupport.stream(group.spliterator(), false).map(this::row).iterator();
      ParquetShard.write(file, hadoop.value().value(), QuarantinedRow.TABLE, quarantined);
    }
  }

  private static int shard(Row row) {
    return row.getInt(row.fieldIndex(SHARD));
  }

  private QuarantinedRow row(Row row) {
    return new QuarantinedRow(
        tasks.get(row.getInt(row.fieldIndex(Records.TASK))).name(),
        row.getString(row.fieldIndex(Records.SOURCE_SPLIT)),
        row.getString(row.fieldIndex(Records.REASON)),
        row.getString(row.fieldIndex(Records.RAW)));
  }
}
