package org.flanspark.tuning.kernel.cpu;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Memory outside the heap: what is asked for, and scratch by name, kept and grown as needed, so
 * that a steady state allocates nothing.
 */
final class CpuMemory implements AutoCloseable {
  /** One cache line, and one AVX-512 register: no load crosses a line. */
  private static final int ALIGNMENT = 64;

  private final Map<String, CpuTensor> backings = new HashMap<>();
  private final Map<String, CpuTensor> views = new HashMap<>();

  /** Zeros, aligned to a cache line. */
  static CpuTensor allocate(long... dimensions) {
    long size = Arrays.stream(dimensions).reduce(1, Math::multiplyExact);
    FloatPointer owner = new FloatPointer(size + ALIGNMENT / Float.BYTES);
    Pointer.memset(owner, 0, owner.capacity() * Float.BYTES);
    long aligned = (owner.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return CpuTensor.at(aligned, owner, dimensions);
  }

  static void free(CpuTensor tensor) {
    if (tensor.owner() instanceof FloatPointer own) {
      own.deallocate();
    }
  }

  /** {@code into = from}, of one size. */
  static void copy(CpuTensor from, CpuTensor into) {
    if (from.size() != into.size()) {
      throw new IllegalArgumentException(
          "Invalid copy: %s values into %s".formatted(from.size(), into.size()));
    }
    Pointer.memcpy(pointer(into), pointer(from), from.size() * Float.BYTES);
  }

  private static Pointer pointer(CpuTensor tensor) {
    return new Address().at(tensor.address(0));
  }

  /** A tensor of these dimensions; the one that an earlier call with this name returned is void. */
  CpuTensor scratch(String name, long rows, long columns) {
    CpuTensor last = views.get(name);
    if (last != null && last.dimension(0) == rows && last.dimension(1) == columns) {
      return last;
    }
    CpuTensor view = backing(name, Math.multiplyExact(rows, columns)).view(0, rows, columns);
    views.put(name, view);
    return view;
  }

  private CpuTensor backing(String name, long size) {
    CpuTensor backing = backings.get(name);
    if (backing == null || backing.size() < size) {
      if (backing != null) {
        free(backing);
      }
      backing = allocate(size);
      backings.put(name, backing);
    }
    return backing;
  }

  @Override
  public void close() {
    backings.values().forEach(CpuMemory::free);
    backings.clear();
    views.clear();
  }
}
