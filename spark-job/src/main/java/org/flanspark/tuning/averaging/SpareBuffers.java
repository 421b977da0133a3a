package org.flanspark.tuning.averaging;

import java.nio.ByteBuffer;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * Memory outside the heap that slices pass through, kept for the next ones: memory that is new must
 * be found and cleared by the operating system, page by page, which costs as much as what arrives
 * in it.
 */
final class SpareBuffers {
  private static final int MOST = 4;
  private static final LinkedBlockingDeque<ByteBuffer> SPARE = new LinkedBlockingDeque<>(MOST);

  private SpareBuffers() {}

  /** So many bytes, to be overwritten, until they are given back. */
  static ByteBuffer take(int length) {
    ByteBuffer spare = SPARE.pollFirst();
    boolean isEnough = spare != null && spare.capacity() >= length;
    return (isEnough ? spare : ByteBuffer.allocateDirect(length)).clear().limit(length);
  }

  /** Lets others have the memory, which may be neither read nor written any longer. */
  static void giveBack(ByteBuffer buffer) {
    SPARE.offerFirst(buffer);
  }

  /** Leaves to the collector what nobody uses in this process. */
  static void forget() {
    SPARE.clear();
  }
}
