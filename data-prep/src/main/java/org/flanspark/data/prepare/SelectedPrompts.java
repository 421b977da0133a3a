package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.flanspark.data.rendered.RenderedPrompt;
import org.flanspark.data.rendered.Use;
import org.flanspark.data.shard.ParquetShardReader;
import org.flanspark.data.shard.PreparedFolder;

/**
 * The station that picks the drawn prompts out of the rendered ones, a bucket at a time.
 *
 * @param jobs the buckets
 * @param draws which records are asked about
 * @param shards where prompts go
 * @param hadoop the file systems' settings
 */
record SelectedPrompts(
    BucketJobs jobs, Draws draws, ShardPlan shards, Broadcast<SerializableConfiguration> hadoop)
    implements Serializable {

  /** The drawn prompts of {@link BucketJobs}, as rows of {@link EvaluationPrompt#SCHEMA}. */
  Dataset<Row> of(Dataset<Row> buckets) {
    return buckets.mapPartitions(
        (MapPartitionsFunction<Row, Row>) this::select, Records.encoder(EvaluationPrompt.SCHEMA));
  }

  private Iterator<Row> select(Iterator<Row> rows) {
    return jobs.job(rows).map(this::select).orElse(Collections.emptyIterator());
  }

  private Iterator<Row> select(BucketJobs.Job job) {
    ParquetShardReader<RenderedPrompt> prompts =
        new ParquetShardReader<>(
            job.work().folder().prompts(job.bucket()),
            hadoop.value().value(),
            RenderedPrompt.TABLE);
    TaskContext.get()
        .addTaskCompletionListener((TaskCompletionListener) context -> prompts.close());
    return StreamSupport.stream(((Iterable<RenderedPrompt>) () -> prompts).spliterator(), false)
        .filter(prompt -> isDrawn(job, prompt))
        .map(prompt -> routed(job, prompt).toRow())
        .iterator();
  }

  private boolean isDrawn(BucketJobs.Job job, RenderedPrompt prompt) {
    Use use =
        prompt.split().equals(PreparedFolder.TEST) ? Use.TEST_PROMPTS : Use.VALIDATION_PROMPTS;
    return draws.times(use, job.work().id(), prompt.order(), prompt.row().exampleId()) > 0;
  }

  private EvaluationPrompt routed(BucketJobs.Job job, RenderedPrompt prompt) {
    int shard = shards.of(prompt.row().exampleId(), prompt.row().template(), 0);
    return new EvaluationPrompt(
        shards.key(shard), prompt.split(), shard, prompt.row().inTask(job.work().role().heldOut()));
  }
}
