package org.flanspark.tuning.averaging;

import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;

/** Sends the driver's values to executors, as often as they have changed. */
final class ParameterSender implements AutoCloseable {
  private final String run = UUID.randomUUID().toString();
  private final boolean isLocal;
  private final int receivers;
  private long sendings;

  /**
   * Of these values, which every sending sends as they then are.
   *
   * @param receivers executors that will ask for them
   */
  ParameterSender(JavaSparkContext spark, FlatValues values, int receivers) {
    this.isLocal = SparkSettings.isLocal(spark.getConf());
    this.receivers = receivers;
    RoundMemory.hold(run, values);
  }

  /** Tells runs apart in the processes that they share. */
  String run() {
    return run;
  }

  /** Sends these slices. They may be read until others are sent. */
  SentSlices send(List<Slice> slices, WireFormat wire) {
    long sending = sendings++;
    return isLocal
        ? SentSlices.here(run, sending, slices, wire)
        : SentSlices.send(run, sending, slices, wire, receivers);
  }

  /** Frees what this process holds of it. */
  @Override
  public void close() {
    RoundMemory.release(run);
  }
}
