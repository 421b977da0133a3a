package org.flanspark.tuning.averaging;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The mean of one slice over the workers, weighted by the tokens that counted in their losses. Sums
 * are taken in the order of the workers' numbers, since the last bit of a sum of three depends on
 * it, and as the values arrive, so that they need no memory of their own.
 */
final class SliceMean {
  private final int slice;
  private final WireFormat wire;
  private final Map<Integer, Long> lineages = new TreeMap<>();
  private final Map<Integer, Double> squares = new TreeMap<>();
  private final List<WorkerReport> reports = new ArrayList<>();
  private final SquareSum square = new SquareSum();
  private final long startNanos = System.nanoTime();

  private long totalWeight;

  /** The sum of the values, each times its weight. */
  private Chunks weighted = Chunks.any(0);

  /** The sum of the values. */
  private Chunks plain = Chunks.any(0);

  /** A mean of nothing yet. */
  SliceMean(int slice, WireFormat wire) {
    this.slice = slice;
    this.wire = wire;
  }

  /**
   * Adds the next worker's slice, in the order of {@link DeltaSlice#inOrder}.
   *
   * @param values as they travel
   */
  void add(DeltaSlice next, InputStream values) throws IOException {
    WorkerReport report = next.report();
    if (report != null) {
      reports.add(report);
    }
    if (next.weight() == 0) {
      return;
    }
    if (totalWeight == 0) {
      weighted = Chunks.any(next.length());
      plain = Chunks.any(next.length());
    }
    square.begin();
    wire.read(next.length(), (from, chunk) -> add(from, chunk, next.weight()), values);
    squares.put(next.worker(), square.total());
    lineages.put(next.worker(), next.lineage());
    totalWeight += next.weight();
  }

  private void add(int from, float[] chunk, long weight) {
    square.add(chunk);
    float[] weightedSum = weighted.at(from);
    float[] plainSum = plain.at(from);
    if (totalWeight == 0) {
      Loops.set(weightedSum, weight, chunk);
      System.arraycopy(chunk, 0, plainSum, 0, chunk.length);
    } else {
      Loops.add(weightedSum, weight, chunk);
      Loops.add(plainSum, 1, chunk);
    }
  }

  /** The mean of what has been added. */
  MeanSlice mean() {
    square.begin();
    plain.forEach((from, chunk) -> square.add(chunk));
    weighted.forEach((from, chunk) -> Loops.scale(chunk, (float) (1.0 / totalWeight)));
    double seconds = (System.nanoTime() - startNanos) * 1e-9;
    return new MeanSlice(
        slice, weighted, wire, lineages, squares, square.total(), reports, seconds);
  }

  /** Lets others have its memory; the mean's values may not be used again. */
  void release() {
    weighted.giveBack();
    plain.giveBack();
  }
}
