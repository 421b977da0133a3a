package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.flanspark.data.rendered.BucketFacts;

/**
 * The station that renders and tokenizes what is wanted of each task, one bucket a partition, and
 * writes it where later preparations find it.
 *
 * @param works the tasks to render
 * @param rendering how records become examples and prompts
 * @param tokenizer the executor's way to the tokenizer
 * @param hadoop the file systems' settings
 */
record RenderedBuckets(
    List<TaskWork> works,
    Rendering rendering,
    TokenizerSource tokenizer,
    Broadcast<SerializableConfiguration> hadoop)
    implements Serializable {

  private record TaskBucket(int task, BucketFacts facts) implements Serializable {}

  /** Renders the judged records and says what each task's buckets came to. */
  Map<Integer, List<BucketFacts>> write(Dataset<Row> judged) {
    Map<Integer, List<BucketFacts>> byTask = new TreeMap<>();
    for (TaskBucket bucket : judged.toJavaRDD().mapPartitions(this::render).collect()) {
      byTask.computeIfAbsent(bucket.task(), none -> new ArrayList<>()).add(bucket.facts());
    }
    byTask.values().forEach(facts -> facts.sort(Comparator.comparingInt(BucketFacts::bucket)));
    return byTask;
  }

  private Iterator<TaskBucket> render(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return List.<TaskBucket>of().iterator();
    }
    Row first = rows.next();
    int task = Records.task(first);
    int bucket = Records.bucket(first);
    TaskWork work = works.stream().filter(one -> one.id() == task).findFirst().orElseThrow();
    BucketFacts facts;
    try (BucketWriter writer = new BucketWriter(work.folder(), bucket, hadoop.value().value())) {
      BucketRenderer renderer = new BucketRenderer(work, bucket, rendering, tokenizer, writer);
      renderer.render(first);
      rows.forEachRemaining(renderer::render);
      facts = renderer.facts();
    }
    return List.of(new TaskBucket(task, facts)).iterator();
  }
}
