package org.flanspark.tuning.plan;

import org.flanspark.config.RunConfig;
import org.flanspark.tuning.network.TrainingMemory;
import org.flanspark.tuning.training.EngineSettings;

/**
 * The memory that a worker's updates need, in bytes. What averaging sends and keeps comes on top.
 *
 * @param engine what the network holds outside the heap
 */
public record MemoryPlan(TrainingMemory engine) {
  /** The JVM with DL4J's and OpenBLAS's libraries, its heap hardly used: measured, resident. */
  static final long PROCESS_BYTES = 400_000_000;

  /** The plan of a run on so many threads a worker. */
  public static MemoryPlan of(PlannedRun run, RunConfig config, int threads) {
    return new MemoryPlan(
        TrainingMemory.of(
            run.shape(),
            EngineSettings.learning(config.training(), 1),
            EngineSettings.compute(config, threads),
            run.update()));
  }

  /** The most that the process holds at one time, resident. */
  public long peakBytes() {
    return engine.total() + PROCESS_BYTES;
  }
}
