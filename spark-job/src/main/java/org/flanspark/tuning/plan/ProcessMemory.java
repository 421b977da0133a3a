package org.flanspark.tuning.plan;

/**
 * What a driver or an executor is to be given, in bytes, each a multiple of a mebibyte.
 *
 * @param heapBytes the JVM's heap: {@code spark.*.memory}
 * @param offHeapBytes the most that the engine may allocate outside it: JavaCPP's {@code maxbytes}
 * @param overheadBytes everything outside the heap, {@code offHeapBytes} among it: {@code
 *     spark.*.memoryOverhead}
 */
public record ProcessMemory(long heapBytes, long offHeapBytes, long overheadBytes) {
  static final long MEBIBYTE = 1 << 20;

  /** What Spark itself allows a JVM outside the heap: 384 MiB, or a tenth of the heap. */
  private static final long LEAST_OF_JVM = 384 * MEBIBYTE;

  private static final int SHARE_OF_JVM = 10;

  /** One part in so many is added for what allocators round up and libraries need for a while. */
  private static final int SHARE_OF_SLACK = 10;

  private static final long LEAST_SLACK = 64 * MEBIBYTE;

  /** Room for so many bytes in the heap, and for so many of the engine's outside it. */
  static ProcessMemory holding(long inHeap, long outsideHeap) {
    long heap = roundUp(inHeap);
    long slack = Math.max(LEAST_SLACK, outsideHeap / SHARE_OF_SLACK);
    long offHeap = roundUp(outsideHeap + slack);
    long jvm = Math.max(LEAST_OF_JVM, roundUp(heap / SHARE_OF_JVM));
    return new ProcessMemory(heap, offHeap, offHeap + jvm);
  }

  /** The limit of its container, and JavaCPP's {@code maxphysicalbytes}: heap and overhead. */
  public long containerBytes() {
    return heapBytes + overheadBytes;
  }

  /** To the next mebibyte. */
  static long roundUp(long bytes) {
    return (bytes + MEBIBYTE - 1) / MEBIBYTE * MEBIBYTE;
  }
}
