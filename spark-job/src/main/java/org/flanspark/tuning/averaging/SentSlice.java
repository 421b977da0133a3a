package org.flanspark.tuning.averaging;

import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * A slice of parameters that is sent: the object is small wherever it is, since its values go from
 * {@link RoundMemory} to {@link RoundMemory}.
 *
 * @param run whose values they are
 * @param sending grows with each sending of a run
 * @param wire how they travel
 */
record SentSlice(String run, long sending, Slice slice, WireFormat wire) implements Serializable {
  /** Reads values as they travelled, from a place in the slice on. */
  void read(int from, float[] into) {
    RoundMemory.of(run).read(this, from, into);
  }

  /** Writes the values that this process has. */
  void write(DataOutput out) throws IOException {
    RoundMemory.of(run).write(this, out);
  }

  /** Takes the values that {@link #write} wrote in another process. */
  void land(RoundMemory.Arrival arrival) throws IOException {
    RoundMemory.of(run).land(this, arrival);
  }

  /** How many it is on its way. */
  int bytes() {
    return wire.bytes(slice.length());
  }

  /** Whether this process has the values. */
  boolean isHere() {
    return RoundMemory.of(run).has(this);
  }
}
