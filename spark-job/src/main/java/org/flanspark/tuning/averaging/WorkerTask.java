package org.flanspark.tuning.averaging;

import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
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
  private final long set;

  /**
   * A task for each worker.
   *
   * @param set of blocks that the deltas become
   */
  WorkerTask(LocalStepsWorker worker, DataSetLoader loader, SentSlices sent, long set) {
    this.worker = worker;
    this.loader = loader;
    this.sent = sent;
    this.set = set;
  }

  @Override
  public Iterator<Tuple2<Integer, DeltaSlice>> call(Iterator<String> paths) {
    // The network is this attempt's until the last slice is written, or the attempt has failed.
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

  private List<Tuple2<Integer, DeltaSlice>> deltas(LocalResult result) {
    long start = System.nanoTime();
    WorkerResult measured = result.measured();
    long weight = measured.isFinite() ? measured.countedTokens() : 0;
    List<Tuple2<Integer, DeltaSlice>> deltas = new ArrayList<>();
    for (SentSlice slice : sent.slices()) {
      SliceBlock block = weight == 0 ? null : write(slice);
      boolean isLast = deltas.size() == sent.slices().size() - 1;
      double seconds = (System.nanoTime() - start) * 1e-9;
      WorkerReport report = isLast ? worker.report(result, seconds) : null;
      deltas.add(
          new Tuple2<>(
              slice.slice().number(), delta(measured.worker(), weight, slice, block, report)));
    }
    return deltas;
  }

  private DeltaSlice delta(
      int number,
      long weight,
      SentSlice slice,
      @Nullable SliceBlock block,
      @Nullable WorkerReport report) {
    int length = block == null ? 0 : slice.slice().length();
    long attempt = TaskContext.get().taskAttemptId();
    return new DeltaSlice(number, worker.lineage(), weight, length, block, attempt, report);
  }

  private SliceBlock write(SentSlice start) {
    long attempt = TaskContext.get().taskAttemptId();
    return SliceBlock.write(
        set,
        "delta%s_%s".formatted(start.slice().number(), attempt),
        start.bytes(),
        out -> writeDelta(start, worker.travelling(), out));
  }

  /** Parameters as they came minus as they are; moments as they are. */
  static void writeDelta(SentSlice start, FlatValues end, DataOutput out) throws IOException {
    Slice slice = start.slice();
    float[] whole = new float[FlatValues.CHUNK];
    start
        .wire()
        .write(
            slice.length(),
            (from, chunk) -> {
              float[] now = chunk.length == whole.length ? whole : new float[chunk.length];
              if (slice.part() == Slice.Part.MOMENTS) {
                end.read(slice.part(), slice.from() + from, chunk);
              } else {
                start.read(from, chunk);
                end.read(slice.part(), slice.from() + from, now);
                Loops.subtract(chunk, now);
              }
            },
            out);
  }
}
