package org.flanspark.tuning.averaging;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.apache.spark.util.KnownSizeEstimation;
import org.jspecify.annotations.Nullable;

/**
 * One slice of what one worker did in a round, on its way to where the slice is averaged. The
 * worker's last slice brings its report.
 *
 * <p>Its values are computed as it is written, so that the worker holds no array of them.
 */
final class DeltaSlice implements KnownSizeEstimation {
  private static final long ABOUT_BYTES = 200;

  private final int worker;
  private final long lineage;
  private final long weight;

  /** What it is written from; null once it has travelled. */
  private final @Nullable DeltaSource source;

  private final Chunks values;
  private final @Nullable WorkerReport report;

  private DeltaSlice(
      int worker,
      long lineage,
      long weight,
      @Nullable DeltaSource source,
      Chunks values,
      @Nullable WorkerReport report) {
    this.worker = worker;
    this.lineage = lineage;
    this.weight = weight;
    this.source = source;
    this.values = values;
    this.report = report;
  }

  /**
   * A slice to be written.
   *
   * @param lineage of the worker's moments: slices of one worker belong together only where it is
   *     the same
   * @param weight counted tokens; 0 where the worker has nothing to add
   */
  static DeltaSlice of(int worker, long lineage, long weight, DeltaSource source) {
    return new DeltaSlice(worker, lineage, weight, source, Chunks.zeros(0), null);
  }

  /** A slice that has travelled. */
  static DeltaSlice arrived(
      int worker, long lineage, long weight, Chunks values, @Nullable WorkerReport report) {
    return new DeltaSlice(worker, lineage, weight, null, values, report);
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

  /** Writes what {@link #read} reads. */
  void write(DataOutput out) throws IOException {
    if (source == null) {
      throw new IOException("A slice travels once, from its worker");
    }
    out.writeInt(worker);
    out.writeLong(lineage);
    out.writeLong(weight);
    out.writeInt(source.wire().ordinal());
    out.writeInt(weight == 0 ? 0 : source.length());
    if (weight > 0) {
      source.write(out);
    }
    writeReport(source.report(), out);
  }

  static DeltaSlice read(DataInput in) throws IOException {
    int worker = in.readInt();
    long lineage = in.readLong();
    long weight = in.readLong();
    WireFormat wire = WireFormat.values()[in.readInt()];
    Chunks values = Chunks.read(in, in.readInt(), wire);
    return arrived(worker, lineage, weight, values, readReport(in));
  }

  private static void writeReport(@Nullable WorkerReport report, DataOutput out)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (report != null) {
      try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
        objects.writeObject(report);
      }
    }
    out.writeInt(bytes.size());
    out.write(bytes.toByteArray());
  }

  private static @Nullable WorkerReport readReport(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    if (bytes.length == 0) {
      return null;
    }
    try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (WorkerReport) objects.readObject();
    } catch (ClassNotFoundException e) {
      throw new IOException("Cannot read a worker's report: " + e, e);
    }
  }
}
