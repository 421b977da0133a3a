package org.flanspark.tuning.averaging;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One slice of what one worker did in a round, on its way to where the slice is averaged. The
 * worker's last one brings its report.
 */
final class DeltaSlice implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int worker;
  private final long lineage;
  private final long weight;
  private final byte[] values;
  private final @Nullable WorkerReport report;

  /**
   * A slice.
   *
   * @param lineage of the worker's moments: slices of one worker belong together only where it is
   *     the same
   * @param weight counted tokens; 0 where the worker has nothing to add
   * @param values deltas or moments, as {@link WireFormat} writes them
   * @param report with the last slice alone
   */
  DeltaSlice(int worker, long lineage, long weight, byte[] values, @Nullable WorkerReport report) {
    this.worker = worker;
    this.lineage = lineage;
    this.weight = weight;
    this.values = values;
    this.report = report;
  }

  int worker() {
    return worker;
  }

  long lineage() {
    return lineage;
  }

  long weight() {
    return weight;
  }

  byte[] values() {
    return values;
  }

  @Nullable WorkerReport report() {
    return report;
  }
}
