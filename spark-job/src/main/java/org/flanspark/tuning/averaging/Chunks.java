package org.flanspark.tuning.averaging;

import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * A slice's values in the heap, in arrays that each hold a chunk. Arrays of a whole slice would be
 * what the collector calls humongous: it places each in neighbouring free regions, of which a heap
 * that is half full may have too few. Arrays that are given back are taken again: a round uses a
 * model's worth of them, which the collector would have to find room for and clear.
 */
final class Chunks {
  /** Spare arrays; together an eighth of the heap. */
  private static final LinkedBlockingDeque<float[]> SPARE =
      new LinkedBlockingDeque<>(
          (int) (Runtime.getRuntime().maxMemory() / 8 / (FlatValues.CHUNK * Float.BYTES) + 1));

  private final List<float[]> chunks = new ArrayList<>();

  /** Values that are to be overwritten: they are what they happen to be. */
  static Chunks any(int length) {
    Chunks any = new Chunks();
    for (int done = 0; done < length; done += FlatValues.CHUNK) {
      any.chunks.add(any(FlatValues.CHUNK, length - done));
    }
    return any;
  }

  private static float[] any(int full, int rest) {
    if (rest < full) {
      return new float[rest];
    }
    float[] spare = SPARE.pollFirst();
    return spare == null ? new float[full] : spare;
  }

  /** Lets others have the arrays; these values may not be used again. */
  void giveBack() {
    for (float[] chunk : chunks) {
      if (chunk.length == FlatValues.CHUNK) {
        SPARE.offerFirst(chunk);
      }
    }
    chunks.clear();
  }

  /** Writes them as they travel. */
  void write(DataOutput out, WireFormat wire) throws IOException {
    byte[] bytes = new byte[wire.bytes(Math.min(FlatValues.CHUNK, length()))];
    for (float[] chunk : chunks) {
      wire.encode(chunk, chunk.length, WireFormat.over(bytes));
      out.write(bytes, 0, wire.bytes(chunk.length));
    }
  }

  int length() {
    return chunks.stream().mapToInt(chunk -> chunk.length).sum();
  }

  /** Hands over the arrays: where each starts, and the array itself. */
  void forEach(FlatValues.ChunkUse use) {
    int from = 0;
    for (float[] chunk : chunks) {
      use.use(from, chunk);
      from += chunk.length;
    }
  }

  /** The array that starts there. */
  float[] at(int from) {
    return chunks.get(from / FlatValues.CHUNK);
  }
}
