package org.flanspark.tuning.averaging;

import java.io.DataOutput;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where a slice of a worker's delta comes from: parameters as they came minus as they are, moments
 * as they are.
 *
 * @param start as it came
 * @param worker which has stepped since then
 * @param result of its steps
 * @param nanos that writing the worker's slices has taken until now
 * @param isLast whether the worker's report goes with it
 */
record DeltaSource(
    SentSlice start,
    LocalStepsWorker worker,
    LocalResult result,
    AtomicLong nanos,
    boolean isLast) {

  WireFormat wire() {
    return start.wire();
  }

  int length() {
    return start.slice().length();
  }

  /** The worker's report, with its last slice alone. */
  @Nullable WorkerReport report() {
    return isLast ? worker.report(result, nanos.get() * 1e-9) : null;
  }

  /** Writes the values as they travel. */
  void write(DataOutput out) throws IOException {
    long begin = System.nanoTime();
    FlatValues end = worker.travelling();
    wire().write(start.slice(), (from, chunk) -> read(end, from, chunk), out);
    nanos.addAndGet(System.nanoTime() - begin);
  }

  private void read(FlatValues end, int from, float[] into) {
    Slice slice = start.slice();
    if (slice.part() == Slice.Part.MOMENTS) {
      end.read(slice.part(), slice.from() + from, into);
      return;
    }
    float[] now = new float[into.length];
    start.read(from, into);
    end.read(slice.part(), slice.from() + from, now);
    for (int i = 0; i < into.length; i++) {
      into[i] -= now[i];
    }
  }
}
