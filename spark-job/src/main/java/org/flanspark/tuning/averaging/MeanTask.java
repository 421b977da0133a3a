package org.flanspark.tuning.averaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.shuffle.FetchFailedException;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** One slice of all workers' deltas to their mean, as a Spark task. */
final class MeanTask
    extends AbstractFunction2<TaskContext, Iterator<Tuple2<Integer, DeltaSlice>>, MeanSlice>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int workers;
  private final WireFormat wire;
  private final long set;
  private final int shuffle;

  /**
   * A task for each partition.
   *
   * @param set of blocks that the means become
   * @param shuffle that brings the slices
   */
  MeanTask(int workers, WireFormat wire, long set, int shuffle) {
    this.workers = workers;
    this.wire = wire;
    this.set = set;
    this.shuffle = shuffle;
  }

  @Override
  public MeanSlice apply(TaskContext task, Iterator<Tuple2<Integer, DeltaSlice>> deltas) {
    List<DeltaSlice> all = new ArrayList<>();
    while (deltas.hasNext()) {
      all.add(deltas.next()._2());
    }
    int slice = task.partitionId();
    SliceMean mean = new SliceMean(slice, wire);
    try {
      add(mean, DeltaSlice.inOrder(slice, all, workers), slice);
      // Another attempt might average other values, which may not be taken for these.
      return mean.mean().stored(set, "mean%s_%s".formatted(slice, task.taskAttemptId()));
    } finally {
      mean.release();
    }
  }

  /** The next slice is on its way while one is added. */
  private void add(SliceMean mean, List<DeltaSlice> inOrder, int slice) {
    ArrivingBlock coming = inOrder.get(0).ask();
    for (int i = 0; i < inOrder.size(); i++) {
      ArrivingBlock now = coming;
      coming = i + 1 < inOrder.size() ? inOrder.get(i + 1).ask() : null;
      try {
        add(mean, inOrder.get(i), now, slice);
      } catch (RuntimeException | FetchFailedException e) {
        if (coming != null) {
          coming.close();
        }
        throw MeanTask.<RuntimeException>sneaky(e);
      }
    }
  }

  private void add(SliceMean mean, DeltaSlice delta, @Nullable ArrivingBlock asked, int slice)
      throws FetchFailedException {
    try (asked;
        InputStream values = ArrivingBlock.open(asked)) {
      mean.add(delta, values);
    } catch (IOException e) {
      throw lost(delta, slice, e);
    }
  }

  /** Has Spark do the worker's task again, as it does where a shuffle's file is lost. */
  private FetchFailedException lost(DeltaSlice delta, int slice, IOException why) {
    SliceBlock block = delta.block();
    return new FetchFailedException(
        block == null ? null : block.home(),
        shuffle,
        delta.attempt(),
        delta.worker(),
        slice,
        "The delta of worker %s was lost: %s".formatted(delta.worker(), why),
        why);
  }

  /** Scala's methods declare no exceptions, and Spark looks for the checked one. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> E sneaky(Exception e) throws E {
    throw (E) e;
  }
}
