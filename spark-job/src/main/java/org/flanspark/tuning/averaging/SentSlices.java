package org.flanspark.tuning.averaging;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Values on their way to executors, a broadcast for each slice, so that nothing of the size of the
 * model is one object and executors hand on to each other what they have.
 */
public final class SentSlices implements Serializable, AutoCloseable {
  private static final long serialVersionUID = 1L;

  private final List<Slice> slices;
  private final List<Broadcast<SentSlice>> broadcasts;
  private final WireFormat wire;

  SentSlices(List<Slice> slices, List<Broadcast<SentSlice>> broadcasts, WireFormat wire) {
    this.slices = List.copyOf(slices);
    this.broadcasts = List.copyOf(broadcasts);
    this.wire = wire;
  }

  /**
   * Sends the values that a run holds in this process, as they are now.
   *
   * @param sending grows with each sending of the run
   */
  static SentSlices send(
      JavaSparkContext spark, String run, long sending, List<Slice> slices, WireFormat wire) {
    List<Broadcast<SentSlice>> broadcasts = new ArrayList<>();
    InParallel.forEach(
        slices,
        slice -> spark.broadcast(new SentSlice(run, sending, slice, wire)),
        broadcasts::add);
    return new SentSlices(slices, broadcasts, wire);
  }

  List<Slice> slices() {
    return slices;
  }

  WireFormat wire() {
    return wire;
  }

  /** A slice as it travelled. */
  SentSlice slice(Slice slice) {
    return broadcasts.get(slice.number()).value();
  }

  /** Overwrites an executor's values by those sent. */
  void putInto(FlatValues values) {
    InParallel.forEach(slices, this::slice, sent -> values.fill(sent.slice(), sent::read));
  }

  /** Bytes that each receiver gets. */
  long totalBytes() {
    return slices.stream().mapToLong(slice -> wire.bytes(slice.length())).sum();
  }

  /** Frees them everywhere. */
  @Override
  public void close() {
    broadcasts.forEach(Broadcast::destroy);
  }
}
