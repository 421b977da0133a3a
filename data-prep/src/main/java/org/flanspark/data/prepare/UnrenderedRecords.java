package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.flanspark.data.rendered.BucketFacts;
import org.flanspark.data.rendered.RenderedFacts;
import org.flanspark.data.rendered.UnrenderedRecord;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.shard.QuarantinedRow;

/**
 * The station that puts drawn records which no example could be made of on show.
 *
 * @param draws how often each record is drawn
 * @param folder the prepared folder
 * @param hadoop the file systems' settings
 */
record UnrenderedRecords(Draws draws, String folder, Broadcast<SerializableConfiguration> hadoop)
    implements Serializable {
  /** Where they go within the quarantine folder. */
  private static final String QUARANTINE = "stage=render";

  private record Bucket(TaskWork work, int number) implements Serializable {}

  private record Lost(int task, Map<String, Long> byReason) implements Serializable {}

  /** Writes them, and says for each task's id how many there are by reason code. */
  Map<Integer, Map<String, Long>> write(
      List<TaskWork> works, List<RenderedFacts> facts, Executors executors) {
    List<Bucket> buckets = new ArrayList<>();
    for (TaskWork work : works) {
      facts
          .get(work.id())
          .bucketsWith(BucketFacts.Files::unrendered)
          .forEach(bucket -> buckets.add(new Bucket(work, bucket)));
    }
    Map<Integer, Map<String, Long>> byTask = new TreeMap<>();
    if (!buckets.isEmpty()) {
      int slices = Math.min(buckets.size(), executors.context().defaultParallelism());
      for (Lost lost :
          executors.context().parallelize(buckets, slices).map(this::write).collect()) {
        Map<String, Long> sums = byTask.computeIfAbsent(lost.task(), none -> new TreeMap<>());
        lost.byReason().forEach((reason, records) -> sums.merge(reason, records, Long::sum));
      }
    }
    return byTask;
  }

  private Lost write(Bucket bucket) {
    Configuration settings = hadoop.value().value();
    TaskWork work = bucket.work();
    List<QuarantinedRow> drawn =
        ParquetShard.readAll(
                work.folder().unrendered(bucket.number()), settings, UnrenderedRecord.TABLE)
            .stream()
            .filter(
                record ->
                    draws.times(record.use(), work.id(), record.order(), record.exampleId()) > 0)
            .map(UnrenderedRecord::row)
            .toList();
    Map<String, Long> byReason = new TreeMap<>();
    drawn.forEach(row -> byReason.merge(row.reason(), 1L, Long::sum));
    if (!drawn.isEmpty()) {
      ParquetShard.write(
          new PreparedFolder(folder).quarantine(QUARANTINE, work.task().name(), bucket.number()),
          settings,
          QuarantinedRow.TABLE,
          drawn.iterator());
    }
    return new Lost(work.id(), byReason);
  }
}
