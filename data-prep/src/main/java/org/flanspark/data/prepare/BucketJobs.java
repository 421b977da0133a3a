package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.flanspark.data.rendered.BucketFacts;
import org.flanspark.data.rendered.RenderedFacts;

/**
 * Work on rendered buckets, one a partition, each with the exclusions among its own records.
 *
 * @param works the tasks, by id
 * @param places the buckets' partitions
 */
record BucketJobs(List<TaskWork> works, BucketPlaces places) implements Serializable {
  private static final int KEY_AT = 0;
  private static final int TASK_AT = 1;
  private static final int BUCKET_AT = 2;
  private static final int EXAMPLE_ID_AT = 3;

  private static final StructType SCHEMA =
      new StructType()
          .add("key", DataTypes.IntegerType)
          .add("task", DataTypes.IntegerType)
          .add("bucket", DataTypes.IntegerType)
          .add("example_id", DataTypes.StringType)
          .add("reason", DataTypes.StringType)
          .add("evidence", DataTypes.StringType);

  static BucketJobs of(List<TaskWork> works) {
    return new BucketJobs(works, BucketPlaces.of(works.stream().map(TaskWork::bucketing).toList()));
  }

  /** A record that is left out. */
  record Excluded(String exampleId, String reason, String evidence) implements Serializable {}

  /** One bucket and what is left out of it. */
  record Job(TaskWork work, int bucket, List<Excluded> excluded) {}

  /**
   * The buckets that hold something, with their exclusions; a partition is read by {@link #job}.
   *
   * @param exclusions a table of {@link Exclusions}
   */
  Dataset<Row> of(
      SparkSession session,
      List<RenderedFacts> facts,
      Predicate<BucketFacts.Files> wanted,
      Dataset<Row> exclusions) {
    List<Row> buckets = new ArrayList<>();
    for (TaskWork work : works) {
      facts
          .get(work.id())
          .bucketsWith(wanted)
          .forEach(bucket -> buckets.add(row(work.id(), bucket, "", "", "")));
    }
    return exclusions
        .map((MapFunction<Row, Row>) this::excluded, Records.encoder(SCHEMA))
        .union(session.createDataFrame(buckets, SCHEMA))
        .repartition(places.keys().partitions(), functions.col("key"))
        .sortWithinPartitions("example_id", "reason", "evidence");
  }

  /** The bucket that the rows of one partition are about; nothing where it has none. */
  Optional<Job> job(Iterator<Row> rows) {
    List<Row> partition = new ArrayList<>();
    rows.forEachRemaining(partition::add);
    return partition.isEmpty() ? Optional.empty() : Optional.of(job(partition));
  }

  private Job job(List<Row> partition) {
    Row first = partition.get(0);
    List<Excluded> excluded =
        partition.stream()
            .filter(row -> !row.getString(EXAMPLE_ID_AT).isEmpty())
            .map(
                row ->
                    new Excluded(
                        row.getString(EXAMPLE_ID_AT),
                        row.getString(EXAMPLE_ID_AT + 1),
                        row.getString(EXAMPLE_ID_AT + 2)))
            .toList();
    return new Job(works.get(first.getInt(TASK_AT)), first.getInt(BUCKET_AT), excluded);
  }

  private Row excluded(Row exclusion) {
    int task = exclusion.getInt(0);
    String exampleId = exclusion.getString(1);
    return row(
        task,
        works.get(task).bucketing().ofExample(exampleId),
        exampleId,
        exclusion.getString(2),
        exclusion.getString(3));
  }

  private Row row(int task, int bucket, String exampleId, String reason, String evidence) {
    Object[] values = new Object[SCHEMA.size()];
    values[KEY_AT] = places.key(task, bucket);
    values[TASK_AT] = task;
    values[BUCKET_AT] = bucket;
    values[EXAMPLE_ID_AT] = exampleId;
    values[EXAMPLE_ID_AT + 1] = reason;
    values[EXAMPLE_ID_AT + 2] = evidence;
    return RowFactory.create(values);
  }
}
