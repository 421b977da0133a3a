package org.flanspark.tuning.plan;

import java.util.Optional;
import org.flanspark.config.AveragingConfig;
import org.flanspark.config.Moments;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.Manifest.PackedFacts;
import org.flanspark.tuning.network.ComputeSettings;
import org.flanspark.tuning.network.TrainingMemory;
import org.flanspark.tuning.training.EngineSettings;

/**
 * What an executor holds that one worker lives in, in bytes: all but {@code heap} lies outside the
 * heap. What it returns and averages lies in files.
 *
 * @param engine the worker's network, which lives on between rounds
 * @param received what the driver sent last, which the worker's deltas are taken against
 * @param momentsCopy the local moments at the round's start, for an attempt that is made again
 * @param validation a decoder for the validation loss, beside the network
 * @param heap Spark, sums of a slice, and decoded shards
 */
record WorkerMemory(
    TrainingMemory engine, long received, long momentsCopy, long validation, long heap) {
  /** Spark's executor and the libraries' classes. */
  private static final long BASE_HEAP = 512 * ProcessMemory.MEBIBYTE;

  /** {@link org.flanspark.tuning.batch.ShardCache} takes an eighth of the heap. */
  private static final int CACHE_SHARE = 8;

  /**
   * A task that averages holds two sums in float32, of weighted values and of plain ones; as much
   * again is on its way to it.
   */
  private static final int SLICES = 4;

  /** The shard in use stays however large it is, and the next one is decoded beside it. */
  private static final int SHARDS = 2;

  static WorkerMemory of(PlannedRun run, RunConfig config, int threads) {
    ComputeSettings compute = EngineSettings.compute(config, threads);
    TrainingMemory engine = MemoryPlan.of(run, config, threads).engine();
    AveragingConfig averaging = config.averaging();
    return new WorkerMemory(
        engine,
        received(engine, averaging),
        averaging.moments() == Moments.LOCAL ? engine.optimizerState() : 0,
        TrainingMemory.lossBytes(run.shape(), compute, run.update()),
        heap(averaging, run.packed()));
  }

  long outsideHeap() {
    return engine.total() + received + momentsCopy + validation;
  }

  ProcessMemory process() {
    return ProcessMemory.holding(heap, outsideHeap());
  }

  /** Validation sends the parameters in float32 whatever a round does, and no moments. */
  private static long received(TrainingMemory engine, AveragingConfig averaging) {
    long moments = Traffic.travellingValues(engine, averaging) - engine.parameters() / Float.BYTES;
    return engine.parameters() + moments * averaging.wire().bytes();
  }

  private static long heap(AveragingConfig averaging, Optional<PackedFacts> packed) {
    long held =
        BASE_HEAP
            + SLICES * Float.BYTES * (long) (averaging.sliceBytes() / averaging.wire().bytes())
            + SHARDS * packed.map(WorkerMemory::largestShard).orElse(0L);
    return held + held / (CACHE_SHARE - 1);
  }

  /** Decoded: two ints a token, and about a hundred bytes a segment with its example's id. */
  private static long largestShard(PackedFacts packed) {
    long most = packed.rowsByShard().stream().mapToLong(Long::longValue).max().orElse(0);
    double bytes = 2.0 * Integer.BYTES * packed.tokens() + 100.0 * packed.segments();
    return Math.round(bytes * most / packed.rows());
  }
}
