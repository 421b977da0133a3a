package org.flanspark.tuning.doctor;

import java.util.Locale;
import org.bytedeco.javacpp.Pointer;

/**
 * Three numbers that have to fit: the container's limit, the heap, and what JavaCPP may allocate
 * outside the heap.
 *
 * @param process {@code driver} or {@code executor}, as in Spark's keys
 * @param limit the container's
 * @param heapBytes the most of the heap
 * @param offHeapBytes JavaCPP's {@code maxbytes}; 0 for no limit
 * @param physicalBytes JavaCPP's {@code maxphysicalbytes}; 0 for no limit
 * @param local whether everything runs in one process of this machine, which may take what there is
 */
record MemoryCheck(
    String process,
    MemoryLimit limit,
    long heapBytes,
    long offHeapBytes,
    long physicalBytes,
    boolean local)
    implements Check {
  private static final long MEBIBYTE = 1 << 20;

  /** What a JVM needs outside its heap, as Spark reckons: 384 MiB, or a tenth of the heap. */
  private static final long LEAST_OF_JVM = 384 * MEBIBYTE;

  private static final int SHARE_OF_JVM = 10;

  static MemoryCheck ofThisProcess(String process, MemoryLimit limit, boolean local) {
    return new MemoryCheck(
        process,
        limit,
        Runtime.getRuntime().maxMemory(),
        Pointer.maxBytes(),
        Pointer.maxPhysicalBytes(),
        local);
  }

  /** The memory of this machine, or of as much of it as the container shows. */
  static long machineBytes() {
    return Pointer.totalPhysicalBytes();
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String remedy() {
    return ("set spark.%1$s.memory, spark.%1$s.memoryOverhead and JavaCPP's maxbytes and"
            + " maxphysicalbytes to what `flan plan` prints")
        .formatted(process);
  }

  @Override
  public Finding find() {
    if (local) {
      return heapBytes <= limit.bytes() ? Finding.ok(name(), found()) : tooLarge("the heap alone");
    }
    if (!limit.enforced()) {
      return sum() <= limit.bytes()
          ? Finding.ok(name(), found())
          : Finding.warn(name(), found() + ", which is less than both", remedy());
    }
    return inContainer();
  }

  private Finding inContainer() {
    if (offHeapBytes == 0) {
      return Finding.fail(
          name(), found() + ": the container's end comes before JavaCPP refuses", remedy());
    }
    if (sum() > limit.bytes()) {
      return tooLarge("heap and off-heap");
    }
    if (sum() + ofJvm() > limit.bytes()) {
      return Finding.warn(
          name(),
          "%s, leaves %s for the JVM itself, expected %s"
              .formatted(found(), text(limit.bytes() - sum()), text(ofJvm())),
          remedy());
    }
    if (physicalBytes > limit.bytes()) {
      return Finding.warn(
          name(),
          "%s, but maxphysicalbytes is %s".formatted(found(), text(physicalBytes)),
          remedy());
    }
    return Finding.ok(name(), found());
  }

  private Finding tooLarge(String what) {
    return Finding.fail(name(), "%s: %s do not fit".formatted(found(), what), remedy());
  }

  private long sum() {
    return heapBytes + offHeapBytes;
  }

  private long ofJvm() {
    return Math.max(LEAST_OF_JVM, heapBytes / SHARE_OF_JVM);
  }

  private String found() {
    return "heap %s, off-heap %s, limit %s (%s)"
        .formatted(
            text(heapBytes),
            offHeapBytes == 0 ? "without limit" : text(offHeapBytes),
            text(limit.bytes()),
            limit.source());
  }

  private static String text(long bytes) {
    return String.format(Locale.ROOT, "%,d MiB", bytes / MEBIBYTE);
  }
}
