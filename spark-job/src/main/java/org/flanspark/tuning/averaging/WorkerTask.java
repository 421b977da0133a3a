package org.flanspark.tuning.averaging;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.util.TaskCompletionListener;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
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
    return deltas(worker.getFinalResult(network)).iterator();
  }

  /** Written, and so computed, one at a time. */
  private List<Tuple2<Integer, DeltaSlice>> deltas(LocalResult result) {
    WorkerResult measured = result.measured();
    long weight = measured.isFinite() ? measured.countedTokens() : 0;
    AtomicLong nanos = new AtomicLong();
    List<Slice> slices = sent.slices();
    List<Tuple2<Integer, DeltaSlice>> deltas = new ArrayList<>();
    for (Slice slice : slices) {
      boolean isLast = slice.number() == slices.size() - 1;
      DeltaSource source = new DeltaSource(sent.slice(slice), worker, result, nanos, isLast);
      deltas.add(
          new Tuple2<>(
              slice.number(), DeltaSlice.of(measured.worker(), worker.lineage(), weight, source)));
    }
    return deltas;
  }
}
