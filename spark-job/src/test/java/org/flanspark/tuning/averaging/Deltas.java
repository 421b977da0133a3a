package org.flanspark.tuning.averaging;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** Slices of literal values. */
final class Deltas {
  private Deltas() {}

  /** A slice and its values. */
  record Delta(DeltaSlice slice, Chunks values) {}

  /** Of worker w, whose moments have the lineage 100 + w. */
  static Delta of(int worker, long weight, float... values) {
    return ofLineage(100 + worker, worker, weight, values);
  }

  static Delta ofLineage(long lineage, int worker, long weight, float... values) {
    return new Delta(
        new DeltaSlice(worker, lineage, weight, values.length, null, 0, null), chunks(values));
  }

  static Chunks chunks(float... values) {
    Chunks chunks = Chunks.any(values.length);
    chunks.forEach((from, chunk) -> System.arraycopy(values, from, chunk, 0, chunk.length));
    return chunks;
  }

  static float[] floats(Chunks chunks) {
    float[] values = new float[chunks.length()];
    chunks.forEach((from, chunk) -> System.arraycopy(chunk, 0, values, from, chunk.length));
    return values;
  }

  /** The mean of a slice to which these came, in this order. */
  static MeanSlice mean(int slice, Delta... arriving) {
    return mean(slice, WireFormat.FLOAT32, arriving);
  }

  static MeanSlice mean(int slice, WireFormat wire, Delta... arriving) {
    List<DeltaSlice> inOrder =
        DeltaSlice.inOrder(
            slice, Arrays.stream(arriving).map(Delta::slice).toList(), arriving.length);
    SliceMean mean = new SliceMean(slice, wire);
    try {
      for (DeltaSlice next : inOrder) {
        for (Delta delta : arriving) {
          if (delta.slice() == next) {
            mean.add(next, new ByteArrayInputStream(bytes(delta.values(), wire)));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return mean.mean();
  }

  /** Has a mean arrive as it travels. */
  static void arrive(ReceivedMeans means, MeanSlice mean) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      mean.write(new DataOutputStream(bytes));
      means.add(mean, new ByteArrayInputStream(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Chunks values, WireFormat wire) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    values.write(new DataOutputStream(bytes), wire);
    return bytes.toByteArray();
  }
}
