package org.flanspark.tuning.averaging;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import org.apache.spark.util.KnownSizeEstimation;
import org.jspecify.annotations.Nullable;

/**
 * One slice of what one worker did in a round, on its way to where the slice is averaged. The
 * worker's last slice brings its report.
 *
 * <p>Its values are computed as it is written, so that the worker holds no array of them.
 */
final class DeltaSlice implements Serializable, KnownSizeEstimation {
  private static final long serialVersionUID = 1L;
  private static final long ABOUT_BYTES = 200;

  private final int worker;
  private final long lineage;
  private final long weight;

  /** What it is written from; null once it has travelled. */
  private final transient @Nullable DeltaSource source;

  private transient Chunks values = Chunks.zeros(0);
  private transient @Nullable WorkerReport report;

  /**
   * A slice to be written.
   *
   * @param lineage of the worker's moments: slices of one worker belong together only where it is
   *     the same
   * @param weight counted tokens; 0 where the worker has nothing to add
   */
  DeltaSlice(int worker, long lineage, long weight, DeltaSource source) {
    this.worker = worker;
    this.lineage = lineage;
    this.weight = weight;
    this.source = source;
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

  /** How far the worker's parameters have moved, or its moments; once they have travelled. */
  Chunks values() {
    return values;
  }

  @Nullable WorkerReport report() {
    return report;
  }

  /** Spark asks how much of the heap it takes, and would count all that the source leads to. */
  @Override
  public long estimatedSize() {
    return ABOUT_BYTES;
  }

  @Serial
  private void writeObject(ObjectOutputStream out) throws IOException {
    if (source == null) {
      throw new IOException("A slice travels once, from its worker");
    }
    out.defaultWriteObject();
    out.writeObject(source.wire());
    out.writeInt(weight == 0 ? 0 : source.length());
    if (weight > 0) {
      source.write(out);
    }
    out.writeObject(source.report());
  }

  @Serial
  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    WireFormat wire = (WireFormat) in.readObject();
    values = Chunks.read(in, in.readInt(), wire);
    report = (WorkerReport) in.readObject();
  }
}
