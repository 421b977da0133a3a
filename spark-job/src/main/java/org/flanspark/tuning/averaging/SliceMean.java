package org.flanspark.tuning.averaging;

import java.nio.ByteBuffer;
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
  private float @Nullable [] weighted;
  private float @Nullable [] plain;

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
      squares.put(next.worker(), accumulate(next.values(), next.weight()));
      totalWeight += next.weight();
    }
  }

  /** Adds the values to both sums, and gives the sum of their squares. */
  private double accumulate(byte[] bytes, long weight) {
    int length = bytes.length / wire.bytes(1);
    float[] sum = weighted == null ? new float[length] : weighted;
    float[] unweighted = plain == null ? new float[length] : plain;
    float[] chunk = new float[Math.min(FlatValues.CHUNK, length)];
    float[] chunkSquares = new float[chunk.length];
    ByteBuffer values = WireFormat.over(bytes);
    for (int done = 0; done < length; done += chunk.length) {
      int count = Math.min(chunk.length, length - done);
      wire.decode(values, count, chunk);
      addChunk(chunk, count, weight, sum, unweighted, done);
      addSquares(chunk, 0, count, chunkSquares);
    }
    weighted = sum;
    plain = unweighted;
    return total(chunkSquares);
  }

  private static void addChunk(
      float[] chunk, int count, float weight, float[] sum, float[] unweighted, int place) {
    for (int i = 0; i < count; i++) {
      sum[place + i] += weight * chunk[i];
    }
    for (int i = 0; i < count; i++) {
      unweighted[place + i] += chunk[i];
    }
  }

  /** Side by side, so that the loop is compiled to vector instructions. */
  private static void addSquares(float[] values, int from, int count, float[] squares) {
    for (int i = 0; i < count; i++) {
      squares[i] += values[from + i] * values[from + i];
    }
  }

  private static double total(float[] squares) {
    double total = 0;
    for (float square : squares) {
      total += square;
    }
    return total;
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
    float[] sum = weighted;
    float[] unweighted = plain;
    if (sum == null || unweighted == null) {
      return mean(new byte[0], 0);
    }
    float scale = (float) (1.0 / totalWeight);
    for (int i = 0; i < sum.length; i++) {
      sum[i] *= scale;
    }
    byte[] bytes = new byte[wire.bytes(sum.length)];
    wire.encode(sum, sum.length, WireFormat.over(bytes));
    return mean(bytes, squareOf(unweighted));
  }

  private MeanSlice mean(byte[] bytes, double squareOfSum) {
    double seconds = (System.nanoTime() - startNanos) * 1e-9;
    return new MeanSlice(slice, bytes, lineages, squares, squareOfSum, reports, seconds);
  }

  private static double squareOf(float[] values) {
    float[] squares = new float[Math.min(FlatValues.CHUNK, values.length)];
    for (int from = 0; from < values.length; from += squares.length) {
      addSquares(values, from, Math.min(squares.length, values.length - from), squares);
    }
    return total(squares);
  }
}
