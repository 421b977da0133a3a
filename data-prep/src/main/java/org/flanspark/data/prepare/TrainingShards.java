package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.util.SerializableConfiguration;
import org.flanspark.data.packing.BestFitPacker;
import org.flanspark.data.packing.TokenizedExample;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.shard.StableHash;

/**
 * The station that packs and writes training examples. A shard's bytes depend on its examples
 * alone: they are sorted, packed, and the rows put into an order by hash.
 *
 * @param folder where to write
 * @param hadoop the file systems' settings
 * @param shards how many there are of each split
 * @param rowLength tokens that a packed row holds
 * @param seed of the order of rows
 */
record TrainingShards(
    String folder,
    Broadcast<SerializableConfiguration> hadoop,
    ShardPlan shards,
    int rowLength,
    long seed)
    implements Serializable {

  private record ShardKey(String split, int shard) {}

  /** Packed rows; as a table that is written. */
  private record Ordered(PackedRow row, long order) {}

  /** Writes a table of {@link TrainingExample#SCHEMA} and says what was written. */
  List<ShardFacts> write(Dataset<Row> examples) {
    return examples
        .repartition(shards.count(), functions.col(TrainingExample.KEY))
        .sortWithinPartitions(
            TrainingExample.ORDER.get(0),
            TrainingExample.ORDER.stream().skip(1).toArray(String[]::new))
        .toJavaRDD()
        .mapPartitions(this::writePartition)
        .collect();
  }

  private Iterator<ShardFacts> writePartition(Iterator<Row> rows) {
    Iterator<TrainingExample> examples =
        StreamSupport.stream(((Iterable<Row>) () -> rows).spliterator(), false)
            .map(TrainingExample::of)
            .iterator();
    Groups<TrainingExample> groups =
        new Groups<>(examples, example -> new ShardKey(example.split(), example.shard()));
    return StreamSupport.stream(
            ((Iterable<List<TrainingExample>>) () -> groups).spliterator(), false)
        .map(this::writeShard)
        .iterator();
  }

  private ShardFacts writeShard(List<TrainingExample> group) {
    String split = group.get(0).split();
    int shard = group.get(0).shard();
    List<PackedRow> packed = pack(group);
    ParquetShard.write(
        PreparedFolder.shard(new PreparedFolder(folder).packed(split), shard),
        hadoop.value().value(),
        PackedRow.TABLE,
        packed.iterator());
    return facts(split, shard, group, packed);
  }

  private List<PackedRow> pack(List<TrainingExample> examples) {
    List<TokenizedExample> tokenized = examples.stream().map(TrainingExample::tokenized).toList();
    List<PackedRow> rows = new BestFitPacker(rowLength).pack(tokenized);
    return IntStream.range(0, rows.size())
        .mapToObj(
            i ->
                new Ordered(
                    rows.get(i), StableHash.of(seed, "row", i, rows.get(i).exampleIds().get(0))))
        .sorted(Comparator.comparingLong(Ordered::order))
        .map(Ordered::row)
        .toList();
  }

  private static ShardFacts facts(
      String split, int shard, List<TrainingExample> group, List<PackedRow> packed) {
    Map<Integer, TaskTally> tallies = new HashMap<>();
    for (TrainingExample example : group) {
      tallies.computeIfAbsent(example.task(), none -> new TaskTally()).add(example);
    }
    return new ShardFacts(
        split,
        shard,
        packed.size(),
        packed.stream().collect(Collectors.summingLong(row -> row.seqLengths().size())),
        packed.stream().collect(Collectors.summingLong(row -> row.inputIds().length())),
        packed.stream().collect(Collectors.summingLong(PackedRow::countedTokens)),
        tallies);
  }
}
