package org.flanspark.tuning.averaging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The mean of one slice over the workers, weighted by the tokens that counted in their losses. Sums
 * are taken in the order of the workers' numbers, whatever the order of arrival, since the last bit
 * of a sum of three depends on it: what comes too early waits.
 */
final class SliceMean {
  private final int slice;
  private final WireFormat wire;
  private final PriorityQueue<DeltaSlice> early =
      new PriorityQueue<>(Comparator.comparingInt(DeltaSlice::worker));
  private final Map<Integer, Long> lineages = new TreeMap<>();
  private final Map<Integer, Double> squares = new TreeMap<>();
  private final List<WorkerReport> reports = new ArrayList<>();
  private final long startNanos = System.nanoTime();

  private int nextWorker;
  private long totalWeight;
  private @Nullable Chunks weighted;
  private @Nullable Chunks plain;

  /** A mean of nothing yet. */
  SliceMean(int slice, WireFormat wire) {
    this.slice = slice;
    this.wire = wire;
  }

  /** Takes a worker's slice; each worker from 0 on sends one. */
  void add(DeltaSlice arrived) {
    early.add(arrived);
    for (DeltaSlice next = early.peek();
        next != null && next.worker() == nextWorker;
        next = early.peek()) {
      addInOrder(early.remove());
      nextWorker++;
    }
  }

  private void addInOrder(DeltaSlice next) {
    if (next.report() != null) {
      reports.add(next.report());
    }
    if (next.weight() > 0) {
      lineages.put(next.worker(), next.lineage());
      squares.put(next.worker(), next.values().squares());
      weighted = plus(weighted, next.weight(), next.values());
      plain = plus(plain, 1, next.values());
      totalWeight += next.weight();
    }
  }

  private static Chunks plus(@Nullable Chunks sum, float factor, Chunks addend) {
    Chunks into = sum == null ? Chunks.zeros(addend.length()) : sum;
    into.add(factor, addend);
    return into;
  }

  /**
   * The mean of what has arrived.
   *
   * @param workers how many must have
   */
  MeanSlice mean(int workers) {
    if (nextWorker != workers || !early.isEmpty()) {
      throw new IllegalStateException(
          "Cannot average slice %s: %s of %s workers came in order"
              .formatted(slice, nextWorker, workers));
    }
    Chunks mean = weighted == null ? Chunks.zeros(0) : weighted;
    mean.scale((float) (1.0 / Math.max(1, totalWeight)));
    double squareOfSum = plain == null ? 0 : plain.squares();
    double seconds = (System.nanoTime() - startNanos) * 1e-9;
    return new MeanSlice(slice, mean, wire, lineages, squares, squareOfSum, reports, seconds);
  }
}
