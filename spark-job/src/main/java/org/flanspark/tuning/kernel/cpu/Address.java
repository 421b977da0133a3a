package org.flanspark.tuning.kernel.cpu;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A place in memory that native functions take, moved from call to call instead of made anew. */
final class Address extends FloatPointer {
  Address() {
    super((Pointer) null);
  }

  Address at(long place) {
    address = place;
    return this;
  }

  /** The memory from here on, in the processor's byte order. */
  ByteBuffer bytes(long count) {
    position = 0;
    limit = count / Float.BYTES;
    capacity = limit;
    return asByteBuffer();
  }
}
