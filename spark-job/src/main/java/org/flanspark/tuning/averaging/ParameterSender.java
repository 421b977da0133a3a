package org.flanspark.tuning.averaging;

import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;

/** Sends the driver's values to executors, as often as they have changed. */
final class ParameterSender implements AutoCloseable {
  private final JavaSparkContext spark;
  private final String run = UUID.randomUUID().toString();
  private long sendings;

  /** Of these values, which every sending sends as they then are. */
  ParameterSender(JavaSparkContext spark, FlatValues values) {
    this.spark = spark;
    RoundMemory.hold(run, values);
  }

  /** Tells runs apart in the processes that they share. */
  String run() {
    return run;
  }

  /** Sends these slices. They may be read until others are sent. */
  SentSlices send(List<Slice> slices, WireFormat wire) {
    return SentSlices.send(spark, run, sendings++, slices, wire);
  }

  /** Frees what this process holds of it. */
  @Override
  public void close() {
    RoundMemory.release(run);
  }
}
