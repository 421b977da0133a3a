package org.flanspark.tuning.averaging;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;

/**
 * A slice of parameters as a broadcast carries it: the object is small wherever it is, since its
 * values go from {@link RoundMemory} to {@link RoundMemory}.
 */
final class SentSlice implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String run;
  private final long sending;
  private final Slice slice;
  private final WireFormat wire;

  /**
   * A slice of the values that the run holds here.
   *
   * @param sending grows with each sending of a run
   */
  SentSlice(String run, long sending, Slice slice, WireFormat wire) {
    this.run = run;
    this.sending = sending;
    this.slice = slice;
    this.wire = wire;
  }

  long sending() {
    return sending;
  }

  Slice slice() {
    return slice;
  }

  WireFormat wire() {
    return wire;
  }

  /** Reads values as they travelled, from a place in the slice on. */
  void read(int from, float[] into) {
    RoundMemory.of(run).read(this, from, into);
  }

  @Serial
  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    RoundMemory.of(run).write(this, out);
  }

  @Serial
  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    RoundMemory.of(run).land(this, in);
  }
}
