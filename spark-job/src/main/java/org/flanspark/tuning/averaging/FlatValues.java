package org.flanspark.tuning.averaging;

import java.nio.ByteBuffer;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The flat arrays of one network as slices see them. What is copied passes through the heap in
 * chunks that stay in the processor's cache.
 *
 * @param parameters all of them, flat
 * @param moments the optimizer's, flat; null where they do not travel
 */
record FlatValues(Kernels kernels, Tensor parameters, @Nullable Tensor moments) {
  /** Values of a chunk. */
  static final int CHUNK = 1 << 14;

  /** Arrays of zeros, to be given back by {@link #release}. */
  static FlatValues allocate(Kernels kernels, long parameters, long moments) {
    return new FlatValues(
        kernels, kernels.allocate(parameters), moments == 0 ? null : kernels.allocate(moments));
  }

  /** Frees what {@link #allocate} made. */
  void release() {
    kernels.release(parameters);
    if (moments != null) {
      kernels.release(moments);
    }
  }

  /** A slice's values as bytes. */
  byte[] encode(Slice slice, WireFormat wire) {
    byte[] bytes = new byte[wire.bytes(slice.length())];
    ByteBuffer buffer = WireFormat.over(bytes);
    forChunks(
        slice,
        (from, chunk) -> {
          read(slice.part(), from, chunk);
          wire.encode(chunk, chunk.length, buffer);
        });
    return bytes;
  }

  /** Overwrites a slice by values that travelled. */
  void decode(Slice slice, WireFormat wire, byte[] bytes) {
    ByteBuffer buffer = WireFormat.over(bytes);
    forChunks(
        slice,
        (from, chunk) -> {
          wire.decode(buffer, chunk.length, chunk);
          write(slice.part(), from, chunk);
        });
  }

  /** How far a slice has moved: what it was as it travelled, minus what it is. */
  byte[] encodeDelta(Slice slice, WireFormat wire, byte[] start) {
    byte[] bytes = new byte[wire.bytes(slice.length())];
    ByteBuffer before = WireFormat.over(start);
    ByteBuffer after = WireFormat.over(bytes);
    float[] now = new float[Math.min(CHUNK, slice.length())];
    forChunks(
        slice,
        (from, chunk) -> {
          wire.decode(before, chunk.length, chunk);
          float[] moved = chunk.length == now.length ? now : new float[chunk.length];
          read(slice.part(), from, moved);
          for (int i = 0; i < chunk.length; i++) {
            chunk[i] -= moved[i];
          }
          wire.encode(chunk, chunk.length, after);
        });
    return bytes;
  }

  /** Reads values of a part from one place on. */
  void read(Slice.Part part, long from, float[] into) {
    kernels.read(array(part), from, into);
  }

  /** Overwrites values of a part from one place on. */
  void write(Slice.Part part, long from, float[] values) {
    kernels.write(array(part), from, values);
  }

  /** Hands a slice over chunk by chunk: where it starts in its part, and an array of its length. */
  static void forChunks(Slice slice, ChunkUse use) {
    float[] chunk = new float[Math.min(CHUNK, slice.length())];
    for (int done = 0; done < slice.length(); done += chunk.length) {
      if (slice.length() - done < chunk.length) {
        chunk = new float[slice.length() - done];
      }
      use.use(slice.from() + done, chunk);
    }
  }

  private Tensor array(Slice.Part part) {
    Tensor array = part == Slice.Part.PARAMETERS ? parameters : moments;
    if (array == null) {
      throw new IllegalStateException("Missing moments: they do not travel");
    }
    return array;
  }

  /** What happens to a chunk. */
  @FunctionalInterface
  interface ChunkUse {
    void use(long from, float[] chunk);
  }
}
