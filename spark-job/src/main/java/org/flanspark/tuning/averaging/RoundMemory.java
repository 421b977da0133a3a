package org.flanspark.tuning.averaging;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that travel, outside the heap, in each process that has to do with them: on the
 * driver its own, in an executor what has arrived. A heap that holds arrays of tens of megabytes
 * must be several times their size, and its collections stop everybody.
 *
 * <p>There is one for each run and process; slices of a later sending overwrite those of an earlier
 * one.
 */
final class RoundMemory {
  private static final Map<String, RoundMemory> BY_RUN = new ConcurrentHashMap<>();

  private final @Nullable FlatValues own;
  private final Map<Integer, Landed> landed = new ConcurrentHashMap<>();

  private RoundMemory(@Nullable FlatValues own) {
    this.own = own;
  }

  /** Declares this process to be the one that a run's values are sent from. */
  static void hold(String run, FlatValues values) {
    BY_RUN.put(run, new RoundMemory(values));
  }

  /** That of a run in this process. */
  static RoundMemory of(String run) {
    return BY_RUN.computeIfAbsent(run, key -> new RoundMemory(null));
  }

  /** Frees that of a run in this process. */
  static void release(String run) {
    RoundMemory memory = BY_RUN.remove(run);
    if (memory != null) {
      memory.landed.values().forEach(slice -> slice.memory.deallocate());
    }
  }

  /** Writes a slice as it travels. */
  void write(SentSlice sent, DataOutput out) throws IOException {
    sent.wire().write(sent.slice().length(), (from, chunk) -> read(sent, from, chunk), out);
  }

  /** What brings a slice's bytes. */
  @FunctionalInterface
  interface Arrival {
    /** Fills the memory. */
    void landIn(ByteBuffer memory) throws IOException;
  }

  /** Takes a slice that arrives. */
  void land(SentSlice sent, Arrival arrival) throws IOException {
    Landed slice = landed.computeIfAbsent(sent.slice().number(), number -> new Landed());
    slice.land(sent, arrival);
  }

  /** Whether a slice has arrived, or need not travel. */
  boolean has(SentSlice sent) {
    Landed slice = landed.get(sent.slice().number());
    return own != null || (slice != null && slice.isWhole(sent.sending()));
  }

  /**
   * Reads values of a slice as they travelled, also on the driver: rounded, where the wire rounds.
   *
   * @param from the first value's place in the slice
   */
  void read(SentSlice sent, int from, float[] into) {
    if (own == null) {
      Landed slice = landed.get(sent.slice().number());
      if (slice == null) {
        throw new IllegalStateException("Missing slice " + sent.slice() + " in this process");
      }
      slice.read(sent, from, into);
      return;
    }
    own.read(sent.slice().part(), sent.slice().from() + from, into);
    sent.wire().round(into);
  }

  /** One slice's bytes. */
  private static final class Landed {
    private long sending = -1;
    private boolean whole;
    private BytePointer memory = new BytePointer();
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    /**
     * Another try at the same sending writes the same; one of an earlier sending comes too late.
     */
    synchronized void land(SentSlice sent, Arrival arrival) throws IOException {
      if (sent.sending() < sending) {
        throw new IOException(
            "A slice of sending %s has been overwritten".formatted(sent.sending()));
      }
      sending = sent.sending();
      whole = false;
      if (memory.capacity() != sent.bytes()) {
        memory.deallocate();
        memory = new BytePointer(sent.bytes());
        bytes = memory.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      }
      arrival.landIn(bytes.clear());
      whole = true;
    }

    synchronized boolean isWhole(long wanted) {
      return whole && sending == wanted;
    }

    synchronized void read(SentSlice sent, int from, float[] into) {
      if (sent.sending() != sending) {
        throw new IllegalStateException(
            "Cannot read a slice of sending %s: sending %s has overwritten it"
                .formatted(sent.sending(), sending));
      }
      bytes.position(sent.wire().bytes(from));
      sent.wire().decode(bytes, into.length, into);
    }
  }
}
