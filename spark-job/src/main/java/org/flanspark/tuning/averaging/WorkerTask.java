package org.flanspark.tuning.averaging;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.util.TaskCompletionListener;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.DataSet;
import scala.Tuple2;

/**
 * One worker's part of a round as a Spark task: from the paths of its batches to the slices of its
 * deltas by their number. A task that is tried again starts from the same parameters and moments.
 */
final class WorkerTask
    implements PairFlatMapFunction<Iterator<String>, Integer, DeltaSlice>, Serializable {
  private static final long serialVersionUID = 1L;

  private final LocalStepsWorker worker;
  private final DataSetLoader loader;
  private final SentSlices sent;

  WorkerTask(LocalStepsWorker worker, DataSetLoader loader, SentSlices sent) {
    this.worker = worker;
    this.loader = loader;
    this.sent = sent;
  }

  @Override
  public Iterator<Tuple2<Integer, DeltaSlice>> call(Iterator<String> paths) {
    // The network stays this attempt's until the last slice is written, or the attempt has failed.
    TaskCompletionListener end = ended -> worker.end();
    TaskContext.get().addTaskCompletionListener(end);
    MultiLayerNetwork network = worker.getInitialModel();
    try (PrefetchedBatches batches = new PrefetchedBatches(paths, loader)) {
      while (batches.hasNext()) {
        DataSet batch = batches.next();
        worker.processMinibatch(batch, network, false);
      }
    }
    return new Deltas(worker.getFinalResult(network));
  }

  /** Made one at a time, while Spark writes the one before. */
  private final class Deltas implements Iterator<Tuple2<Integer, DeltaSlice>> {
    private final List<Slice> slices = sent.slices();
    private final LocalResult result;
    private final long startNanos = System.nanoTime();
    private int next;

    Deltas(LocalResult result) {
      this.result = result;
    }

    @Override
    public boolean hasNext() {
      return next < slices.size();
    }

    @Override
    public Tuple2<Integer, DeltaSlice> next() {
      Slice slice = slices.get(next++);
      WorkerResult measured = result.measured();
      long weight = measured.isFinite() ? measured.countedTokens() : 0;
      byte[] values = weight == 0 ? new byte[0] : values(slice);
      return new Tuple2<>(
          slice.number(),
          new DeltaSlice(measured.worker(), worker.lineage(), weight, values, report()));
    }

    private byte[] values(Slice slice) {
      FlatValues values = worker.travelling();
      return switch (slice.part()) {
        case PARAMETERS -> values.encodeDelta(slice, sent.wire(), sent.bytes(slice));
        case MOMENTS -> values.encode(slice, sent.wire());
      };
    }

    private @Nullable WorkerReport report() {
      double seconds = (System.nanoTime() - startNanos) * 1e-9;
      return hasNext() ? null : worker.report(result, seconds);
    }
  }
}
