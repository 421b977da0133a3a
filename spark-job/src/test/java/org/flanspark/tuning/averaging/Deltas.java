package org.flanspark.tuning.averaging;

import java.util.Arrays;

/** Slices of literal values. */
final class Deltas {
  private Deltas() {}

  /** Of worker w, whose moments have the lineage 100 + w. */
  static DeltaSlice of(int worker, long weight, float... values) {
    return ofLineage(100 + worker, worker, weight, values);
  }

  static DeltaSlice ofLineage(long lineage, int worker, long weight, float... values) {
    return DeltaSlice.arrived(worker, lineage, weight, chunks(values), null);
  }

  static Chunks chunks(float... values) {
    Chunks chunks = Chunks.zeros(values.length);
    int done = 0;
    for (float[] chunk : chunks.arrays()) {
      System.arraycopy(values, done, chunk, 0, chunk.length);
      done += chunk.length;
    }
    return chunks;
  }

  static float[] floats(Chunks chunks) {
    float[] values = new float[chunks.length()];
    int done = 0;
    for (float[] chunk : chunks.arrays()) {
      System.arraycopy(chunk, 0, values, done, chunk.length);
      done += chunk.length;
    }
    return values;
  }

  /** The mean of a slice to which these came, in this order. */
  static MeanSlice mean(int slice, DeltaSlice... arriving) {
    SliceMean mean = new SliceMean(slice, WireFormat.FLOAT32);
    Arrays.stream(arriving).forEach(mean::add);
    return mean.mean(arriving.length);
  }
}
