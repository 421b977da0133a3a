package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.flanspark.data.rendered.RenderedExample;
import org.flanspark.data.rendered.Use;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.shard.ParquetShardReader;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.shard.QuarantinedRow;
import org.jspecify.annotations.Nullable;

/**
 * The station that picks the drawn examples out of the rendered ones, a bucket at a time: their
 * texts go to the table for people, their ids on to their shards.
 *
 * @param jobs the buckets
 * @param draws how often each record is drawn
 * @param texts how examples read
 * @param shards where examples go
 * @param folder the prepared folder
 * @param hadoop the file systems' settings
 */
record SelectedExamples(
    BucketJobs jobs,
    Draws draws,
    ExampleTexts texts,
    ShardPlan shards,
    String folder,
    Broadcast<SerializableConfiguration> hadoop)
    implements Serializable {
  /** Where left-out records go within the quarantine folder. */
  private static final String QUARANTINE = "stage=quality";

  /** The drawn examples of {@link BucketJobs}, as rows of {@link TrainingExample#SCHEMA}. */
  Dataset<Row> of(Dataset<Row> buckets) {
    return buckets.mapPartitions(
        (MapPartitionsFunction<Row, Row>) this::select, Records.encoder(TrainingExample.SCHEMA));
  }

  private Iterator<Row> select(Iterator<Row> rows) {
    return jobs.job(rows).map(this::select).orElse(Collections.emptyIterator());
  }

  private Iterator<Row> select(BucketJobs.Job job) {
    quarantine(job);
    Drawn drawn = new Drawn(job);
    // Spark reads to the end, unless the task fails: then nobody else closes the files.
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> drawn.close());
    return drawn;
  }

  private void quarantine(BucketJobs.Job job) {
    if (!job.excluded().isEmpty()) {
      ParquetShard.write(
          new PreparedFolder(folder).quarantine(QUARANTINE, job.work().task().name(), job.bucket()),
          hadoop.value().value(),
          QuarantinedRow.TABLE,
          job.excluded().stream()
              .map(
                  left ->
                      new QuarantinedRow(
                          job.work().task().name(),
                          PreparedFolder.TRAIN,
                          left.reason(),
                          left.exampleId() + ": " + left.evidence()))
              .iterator());
    }
  }

  /** The drawn examples of one bucket; their texts are written as they pass. */
  private final class Drawn implements Iterator<Row> {
    private final BucketJobs.Job job;
    private final Set<String> excluded;
    private final ParquetShardReader<RenderedExample> examples;
    private final ExampleFiles files;
    private @Nullable RenderedExample next;
    private boolean closed;

    private Drawn(BucketJobs.Job job) {
      this.job = job;
      this.excluded =
          job.excluded().stream().map(BucketJobs.Excluded::exampleId).collect(Collectors.toSet());
      this.examples =
          new ParquetShardReader<>(
              job.work().folder().examples(job.bucket()),
              hadoop.value().value(),
              RenderedExample.TABLE);
      this.files =
          new ExampleFiles(folder, job.work().task().name(), job.bucket(), hadoop.value().value());
      advance();
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Row next() {
      RenderedExample example = next;
      if (example == null) {
        throw new NoSuchElementException();
      }
      files.write(texts.row(job.work().task(), example));
      int shard = shards.of(example.exampleId(), example.template(), example.pass());
      Row row = TrainingExample.of(example, job.work().id(), shard, shards.key(shard)).toRow();
      advance();
      return row;
    }

    private void advance() {
      next = null;
      while (next == null && examples.hasNext()) {
        RenderedExample example = examples.next();
        next = isDrawn(example) ? example : null;
      }
      if (next == null) {
        close();
      }
    }

    private boolean isDrawn(RenderedExample example) {
      Use use = example.split().equals(PreparedFolder.TRAIN) ? Use.TRAINING : Use.VALIDATION_LOSS;
      int times = draws.times(use, job.work().id(), example.order(), example.exampleId());
      return example.pass() < times
          && !(use == Use.TRAINING && excluded.contains(example.exampleId()));
    }

    private void close() {
      if (!closed) {
        closed = true;
        examples.close();
        files.close();
      }
    }
  }
}
