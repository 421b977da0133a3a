package org.flanspark.tuning.plan;

import org.flanspark.config.AveragingConfig;
import org.flanspark.config.Moments;
import org.flanspark.tuning.network.TrainingMemory;

/**
 * What the driver holds, in bytes: all but {@code heap} lies outside the heap. What it sends lies
 * in files; slices arrive one or two at a time, in what the JVM is allowed outside its heap.
 *
 * @param parameters the run's own, in float32 whatever travels
 * @param means of a round as they arrive, in float32: they change nothing until all are there
 * @param velocity of the outer step, where it has momentum
 * @param moments the run's own, where they are averaged
 * @param heap Spark and the libraries
 */
record DriverMemory(long parameters, long means, long velocity, long moments, long heap) {
  /** Spark's driver with its tasks' bookkeeping, the libraries' classes, and a model's files. */
  private static final long BASE_HEAP = 1L << 30;

  static DriverMemory of(TrainingMemory engine, AveragingConfig averaging) {
    return new DriverMemory(
        engine.parameters(),
        Traffic.travellingValues(engine, averaging) * Float.BYTES,
        averaging.effectiveOuterMomentum() > 0 ? engine.parameters() : 0,
        averaging.moments() == Moments.AVERAGED ? engine.optimizerState() : 0,
        BASE_HEAP);
  }

  long outsideHeap() {
    return parameters + means + velocity + moments;
  }

  ProcessMemory process() {
    return ProcessMemory.holding(heap, outsideHeap());
  }
}
