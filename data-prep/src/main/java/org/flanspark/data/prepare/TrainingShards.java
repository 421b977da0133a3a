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
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.util.SerializableConfiguration;
import org.flanspark.data.packing.BestFitPacker;
import org.flanspark.data.packing.TokenizedExample;
import org.flanspark.data.shard.ExampleRow;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.shard.QuarantinedRow;
import org.flanspark.data.shard.RowTable;
import org.flanspark.data.shard.StableHash;
import org.flanspark.data.task.Task;

/**
 * The station that packs and writes training examples. A shard's bytes depend on its examples
 * alone: they are sorted, packed, and the rows put into an order by hash.
 *
 * @param tasks the chosen tasks, by id
 * @param folder where to write
 * @param hadoop the file systems' settings
 * @param shards how many there are of each split
 * @param rowLength tokens that a packed row holds
 * @param seed of the order of rows
 */
record TrainingShards(
    List<Task> tasks,
    String folder,
    Broadcast<SerializableConfiguration> hadoop,
    int shards,
    int rowLength,
    long seed)
    implements Serializable {

  /** Where rejected examples go within the quarantine folder. */
  static final String QUARANTINE = "stage=render";

  private record ShardKey(String split, int shard) {}

  /** Packed rows; as a table that is written. */
  private record Ordered(PackedRow row, long order) {}

  /** Writes a table of {@link TrainingExample#SCHEMA} and says what was written. */
  List<ShardFacts> write(Dataset<Row> examples) {
    return examples
        .repartition(shards, functions.col(TrainingExample.SHARD))
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
    PreparedFolder prepared = new PreparedFolder(folder);
    List<TrainingExample> accepted =
        group.stream().filter(example -> !example.isRejected()).toList();
    List<PackedRow> packed = pack(accepted);
    write(
        prepared.examples(split),
        shard,
        ExampleRow.TABLE,
        accepted.stream().map(this::exampleRow).toList());
    write(prepared.packed(split), shard, PackedRow.TABLE, packed);
    write(
        new Path(prepared.quarantine(), QUARANTINE + "/split=" + split),
        shard,
        QuarantinedRow.TABLE,
        group.stream().filter(TrainingExample::isRejected).map(this::quarantined).toList());
    return facts(split, shard, group, packed);
  }

  private <T> void write(Path splitFolder, int shard, RowTable<T> table, List<T> rows) {
    if (!rows.isEmpty()) {
      Configuration settings = hadoop.value().value();
      ParquetShard.write(
          PreparedFolder.shard(splitFolder, shard), settings, table, rows.iterator());
    }
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

  private ExampleRow exampleRow(TrainingExample example) {
    Task task = tasks.get(example.task());
    return new ExampleRow(
        task.name(),
        task.cluster(),
        example.split(),
        example.exampleId(),
        example.template(),
        task.templates().get(example.template()).turnedAround(),
        0,
        example.pass(),
        example.rendered().input(),
        example.rendered().target(),
        example.options(),
        example.answer(),
        example.references(),
        task.licence());
  }

  private QuarantinedRow quarantined(TrainingExample example) {
    return new QuarantinedRow(
        tasks.get(example.task()).name(),
        example.split(),
        example.reason(),
        example.rendered().input());
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
