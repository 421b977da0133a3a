package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.util.SerializableConfiguration;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.shard.PreparedFolder;

/**
 * The station that writes evaluation prompts, by task, example, shots and template within a shard.
 *
 * @param folder where to write
 * @param hadoop the file systems' settings
 * @param shards how many there are of each split
 */
record EvaluationShards(
    String folder, Broadcast<SerializableConfiguration> hadoop, ShardPlan shards)
    implements Serializable {

  private record ShardKey(String split, int shard) {}

  /** Writes a table of {@link EvaluationPrompt#SCHEMA} and says what was written. */
  List<ShardFacts> write(Dataset<Row> prompts) {
    return prompts
        .repartition(shards.count(), functions.col(EvaluationPrompt.KEY))
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
    ParquetShard.write(
        PreparedFolder.shard(new PreparedFolder(folder).evaluation(split), shard),
        hadoop.value().value(),
        EvaluationRow.TABLE,
        group.stream().map(EvaluationPrompt::row).iterator());
    return new ShardFacts(split, shard, group.size(), 0, 0, 0, Map.of());
  }
}
