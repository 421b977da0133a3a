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
  /**
   * The JVM with its heap and the libraries of DL4J, ND4J and OpenBLAS, resident: 530 to 600 MB
   * were measured, of which a heap of Java's default size was 380 MB.
   */
  static final long PROCESS_BYTES = 550_000_000;

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
