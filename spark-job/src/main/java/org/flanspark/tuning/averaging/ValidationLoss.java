package org.flanspark.tuning.averaging;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.flanspark.tuning.batch.BatchLoader;
import org.flanspark.tuning.batch.BatchPath;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.kernel.device.KernelChoice;
import org.flanspark.tuning.ledger.Batch;
import org.flanspark.tuning.ledger.RowRange;
import org.flanspark.tuning.model.Decoder;
import org.flanspark.tuning.model.DecoderBatch;
import org.flanspark.tuning.model.DecoderWeights;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.StepStatistics;
import org.flanspark.tuning.network.ComputeSettings;

/** The loss over all validation rows, as a Spark job with a task for each worker. */
public final class ValidationLoss {
  private final JavaSparkContext spark;
  private final RoundSettings settings;
  private final List<String> batches;

  /**
   * Over all rows of the shards in {@code settings.shards()}.
   *
   * @param rowsByShard the rows of each shard, in shard order; at least one row in all
   */
  public ValidationLoss(JavaSparkContext spark, RoundSettings settings, List<Long> rowsByShard) {
    this.spark = spark;
    this.settings = settings;
    this.batches = batches(settings, rowsByShard);
  }

  /** The loss of the parameters after the last round; sums are taken in the order of the rows. */
  public StepStatistics after(TrainingRounds rounds) {
    spark.setJobDescription("validation loss");
    try (SentSlices sent = rounds.send()) {
      Task task = new Task(sent, settings, new BatchLoader(spark.hadoopConfiguration()));
      return spark
          .parallelize(batches, Math.min(settings.pace().workers(), batches.size()))
          .mapPartitions(task::losses)
          .collect()
          .stream()
          .reduce(StepStatistics.none(), StepStatistics::plus);
    }
  }

  private static List<String> batches(RoundSettings settings, List<Long> rowsByShard) {
    int batchRows = settings.pace().batchRows();
    List<String> batches = new ArrayList<>();
    for (int shard = 0; shard < rowsByShard.size(); shard++) {
      for (long from = 0; from < rowsByShard.get(shard); from += batchRows) {
        long to = Math.min(from + batchRows, rowsByShard.get(shard));
        Batch batch = new Batch(List.of(new RowRange(shard, from, to)));
        batches.add(new BatchPath(settings.shards(), batch).toString());
      }
    }
    return batches;
  }

  /** The losses of some batches, one by one. */
  private static final class Task implements Serializable {
    private static final long serialVersionUID = 1L;

    private final SentSlices parameters;
    private final ModelShape shape;
    private final ComputeSettings compute;
    private final BatchLoader loader;

    Task(SentSlices parameters, RoundSettings settings, BatchLoader loader) {
      this.parameters = parameters;
      this.shape = settings.shape();
      this.compute = settings.compute();
      this.loader = loader;
    }

    Iterator<StepStatistics> losses(Iterator<String> batches) {
      TaskDevice.use();
      Kernels kernels = KernelChoice.open(compute.backend(), compute.threads());
      try (Decoder decoder = Decoder.of(shape, kernels)) {
        Tensor flat = kernels.allocate(ParameterLayout.of(shape).size());
        parameters.putInto(new FlatValues(kernels, flat, null));
        DecoderWeights weights = DecoderWeights.over(flat, shape, kernels);
        List<StepStatistics> losses = new ArrayList<>();
        while (batches.hasNext()) {
          BatchPath path = BatchPath.parse(batches.next());
          losses.add(decoder.loss(weights, DecoderBatch.of(loader.rows(path))));
        }
        kernels.release(flat);
        return losses.iterator();
      }
    }
  }
}
