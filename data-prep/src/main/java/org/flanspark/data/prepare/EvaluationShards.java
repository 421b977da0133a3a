package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.util.SerializableConfiguration;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.shard.QuarantinedRow;
import org.flanspark.data.shard.RowTable;

/**
 * The station that writes evaluation prompts, by task, example and template within a shard.
 *
 * @param folder where to write
 * @param hadoop the file systems' settings
 * @param shards how many there are of each split
 */
record EvaluationShards(String folder, Broadcast<SerializableConfiguration> hadoop, int shards)
    implements Serializable {

  /** Where rejected records go within the quarantine folder. */
  static final String QUARANTINE = "stage=evaluation";

  private record ShardKey(String split, int shard) {}

  /** Writes a table of {@link EvaluationPrompt#SCHEMA} and says what was written. */
  List<ShardFacts> write(Dataset<Row> prompts) {
    return prompts
        .repartition(shards, functions.col(EvaluationPrompt.SHARD))
        .sortWithinPartitions(
            EvaluationPrompt.ORDER.get(0),
            EvaluationPrompt.ORDER.stream().skip(1).toArray(String[]::new))
        .toJavaRDD()
        .mapPartitions(this::writePartition)
        .collect();
  }

  private Iterator<ShardFacts> writePartition(Iterator<Row> rows) {
    Iterator<EvaluationPrompt> prompts =
        StreamSupport.stream(((Iterable<Row>) () -> rows).spliterator(), false)
            .map(EvaluationPrompt::of)
            .iterator();
    Groups<EvaluationPrompt> groups =
        new Groups<>(prompts, prompt -> new ShardKey(prompt.split(), prompt.shard()));
    return StreamSupport.stream(
            ((Iterable<List<EvaluationPrompt>>) () -> groups).spliterator(), false)
        .map(this::writeShard)
        .iterator();
  }

  private ShardFacts writeShard(List<EvaluationPrompt> group) {
    String split = group.get(0).split();
    int shard = group.get(0).shard();
    PreparedFolder prepared = new PreparedFolder(folder);
    List<EvaluationRow> accepted =
        group.stream().filter(prompt -> !prompt.isRejected()).map(EvaluationPrompt::row).toList();
    write(prepared.evaluation(split), shard, EvaluationRow.TABLE, accepted);
    write(
        new Path(prepared.quarantine(), QUARANTINE + "/split=" + split),
        shard,
        QuarantinedRow.TABLE,
        group.stream()
            .filter(EvaluationPrompt::isRejected)
            .map(EvaluationShards::quarantined)
            .toList());
    Map<Integer, TaskTally> tallies = new HashMap<>();
    for (EvaluationPrompt prompt : group) {
      tallies.computeIfAbsent(prompt.taskId(), none -> new TaskTally()).add(prompt);
    }
    return new ShardFacts(split, shard, accepted.size(), 0, 0, 0, tallies);
  }

  private <T> void write(Path splitFolder, int shard, RowTable<T> table, List<T> rows) {
    if (!rows.isEmpty()) {
      ParquetShard.write(
          PreparedFolder.shard(splitFolder, shard), hadoop.value().value(), table, rows.iterator());
    }
  }

  private static QuarantinedRow quarantined(EvaluationPrompt prompt) {
    return new QuarantinedRow(
        prompt.row().task(), prompt.split(), prompt.reason(), prompt.record());
  }
}
