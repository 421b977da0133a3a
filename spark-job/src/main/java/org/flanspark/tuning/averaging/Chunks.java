package org.flanspark.tuning.averaging;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A slice's values in the heap, in arrays that each hold a chunk. Arrays of a whole slice would be
 * what the collector calls humongous: it places each in neighbouring free regions, of which a heap
 * that is half full may have too few.
 */
final class Chunks {
  private final List<float[]> chunks = new ArrayList<>();

  /** Zeros. */
  static Chunks zeros(int length) {
    Chunks zeros = new Chunks();
    for (int done = 0; done < length; done += FlatValues.CHUNK) {
      zeros.chunks.add(new float[Math.min(FlatValues.CHUNK, length - done)]);
    }
    return zeros;
  }

  /** Reads what {@link #write} wrote. */
  static Chunks read(DataInput in, int length, WireFormat wire) throws IOException {
    Chunks values = zeros(length);
    byte[] bytes = new byte[wire.bytes(FlatValues.CHUNK)];
    for (float[] chunk : values.chunks) {
      in.readFully(bytes, 0, wire.bytes(chunk.length));
      wire.decode(WireFormat.over(bytes), chunk.length, chunk);
    }
    return values;
  }

  /** Writes them as they travel. */
  void write(DataOutput out, WireFormat wire) throws IOException {
    byte[] bytes = new byte[wire.bytes(FlatValues.CHUNK)];
    for (float[] chunk : chunks) {
      wire.encode(chunk, chunk.length, WireFormat.over(bytes));
      out.write(bytes, 0, wire.bytes(chunk.length));
    }
  }

  /** In order; each but the last holds {@link FlatValues#CHUNK} values. */
  List<float[]> arrays() {
    return chunks;
  }

  int length() {
    return chunks.stream().mapToInt(chunk -> chunk.length).sum();
  }

  /** {@code this += factor * addend}, of one length. */
  void add(float factor, Chunks addend) {
    for (int i = 0; i < chunks.size(); i++) {
      add(chunks.get(i), factor, addend.chunks.get(i));
    }
  }

  private static void add(float[] into, float factor, float[] addend) {
    for (int i = 0; i < into.length; i++) {
      into[i] += factor * addend[i];
    }
  }

  /** Multiplies each value. */
  void scale(float factor) {
    for (float[] chunk : chunks) {
      scale(chunk, factor);
    }
  }

  private static void scale(float[] values, float factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  /** The sum of the squares; partial sums lie side by side, so that the loop becomes vectors. */
  double squares() {
    float[] sums = new float[FlatValues.CHUNK];
    for (float[] chunk : chunks) {
      addSquares(sums, chunk);
    }
    double total = 0;
    for (float sum : sums) {
      total += sum;
    }
    return total;
  }

  private static void addSquares(float[] sums, float[] values) {
    for (int i = 0; i < values.length; i++) {
      sums[i] += values[i] * values[i];
    }
  }
}
