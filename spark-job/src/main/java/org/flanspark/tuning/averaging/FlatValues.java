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

  /** Overwrites a slice by what a source puts into its chunks. */
  void fill(Slice slice, ChunkUse source) {
    forChunks(
        slice.length(),
        (from, chunk) -> {
          source.use(from, chunk);
          write(slice.part(), slice.from() + from, chunk);
        });
  }

  /** Reads values of a part from one place on. */
  void read(Slice.Part part, long from, float[] into) {
    kernels.read(array(part), from, into);
  }

  /** Overwrites values of a part from one place on. */
  void write(Slice.Part part, long from, float[] values) {
    kernels.write(array(part), from, values);
  }

  /**
   * Where a slice's values lie, as {@link WireFormat#FLOAT32} has them; null where nobody can tell.
   */
  @Nullable ByteBuffer memory(Slice slice) {
    return kernels.memory(array(slice.part()), slice.from(), slice.length());
  }

  /**
   * Goes through so many values chunk by chunk: where one starts, and an array of its length, which
   * is the next one's too.
   */
  static <E extends Exception> void forChunks(int length, ChunkWork<E> use) throws E {
    float[] chunk = new float[Math.min(CHUNK, length)];
    for (int done = 0; done < length; done += chunk.length) {
      if (length - done < chunk.length) {
        chunk = new float[length - done];
      }
      use.use(done, chunk);
    }
  }

  private Tensor array(Slice.Part part) {
    Tensor array = part == Slice.Part.PARAMETERS ? parameters : moments;
    if (array == null) {
      throw new IllegalStateException("Missing moments: they do not travel");
    }
    return array;
  }

  /** What happens to a chunk of a slice; it may fail. */
  @FunctionalInterface
  interface ChunkWork<E extends Exception> {
    void use(int from, float[] chunk) throws E;
  }

  /** What happens to a chunk of a slice. */
  @FunctionalInterface
  interface ChunkUse extends ChunkWork<RuntimeException> {}
}
