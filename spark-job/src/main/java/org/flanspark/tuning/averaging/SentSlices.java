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
final class SentSlices implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Slice> slices;
  private final List<Broadcast<byte[]>> broadcasts;
  private final WireFormat wire;

  private SentSlices(List<Slice> slices, List<Broadcast<byte[]>> broadcasts, WireFormat wire) {
    this.slices = List.copyOf(slices);
    this.broadcasts = List.copyOf(broadcasts);
    this.wire = wire;
  }

  /** Sends the values as they are now. */
  static SentSlices send(
      JavaSparkContext spark, List<Slice> slices, FlatValues values, WireFormat wire) {
    List<Broadcast<byte[]>> broadcasts = new ArrayList<>();
    for (Slice slice : slices) {
      broadcasts.add(spark.broadcast(values.encode(slice, wire)));
    }
    return new SentSlices(slices, broadcasts, wire);
  }

  List<Slice> slices() {
    return slices;
  }

  WireFormat wire() {
    return wire;
  }

  /** A slice as it travelled. */
  byte[] bytes(Slice slice) {
    return broadcasts.get(slice.number()).value();
  }

  /** Overwrites an executor's values by those sent. */
  void putInto(FlatValues values) {
    for (Slice slice : slices) {
      values.decode(slice, wire, bytes(slice));
    }
  }

  /** Bytes that each receiver gets. */
  long totalBytes() {
    return slices.stream().mapToLong(slice -> wire.bytes(slice.length())).sum();
  }

  /** Frees them everywhere. */
  void destroy() {
    broadcasts.forEach(Broadcast::destroy);
  }
}
