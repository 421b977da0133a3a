package org.flanspark.tuning.averaging;

import java.io.Serializable;
import org.apache.spark.TaskContext;
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

  MeanTask(int workers, WireFormat wire) {
    this.workers = workers;
    this.wire = wire;
  }

  @Override
  public MeanSlice apply(TaskContext task, Iterator<Tuple2<Integer, DeltaSlice>> deltas) {
    SliceMean mean = new SliceMean(task.partitionId(), wire);
    while (deltas.hasNext()) {
      mean.add(deltas.next()._2());
    }
    return mean.mean(workers);
  }
}
