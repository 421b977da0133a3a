package org.flanspark.tuning.kernel.cpu;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.Tensor;

/**
 * Floats outside the heap, at a fixed address. Java reads them through byte buffers, which end at 2
 * GiB: a larger tensor has several, each starting 2<sup>28</sup> values after the last and
 * overlapping the next, so that any run of up to as many values lies within one.
 */
final class CpuTensor implements Tensor {
  private static final int WINDOW_BITS = 28;
  private static final int WINDOW_MASK = (1 << WINDOW_BITS) - 1;
  private static final int LARGEST_BUFFER = Integer.MAX_VALUE - 3;

  private final long address;
  private final long size;
  private final List<Long> dimensions;

  /** Keeps the memory alive. */
  private final Object owner;

  private final ByteBuffer[] windows;

  private CpuTensor(long address, Object owner, long[] dimensions) {
    this.address = address;
    this.owner = owner;
    this.dimensions = Arrays.stream(dimensions).boxed().toList();
    this.size = Arrays.stream(dimensions).reduce(1, Math::multiplyExact);
    this.windows = new ByteBuffer[(int) (Math.max(0, size - 1) >>> WINDOW_BITS) + 1];
    for (int window = 0; window < windows.length; window++) {
      windows[window] = open(window);
    }
  }

  /**
   * The values from an address on.
   *
   * @param owner what frees the memory when it is collected
   */
  static CpuTensor at(long address, Object owner, long... dimensions) {
    return new CpuTensor(address, owner, dimensions);
  }

  /** Looks inside a tensor. */
  static CpuTensor of(Tensor tensor) {
    if (tensor instanceof CpuTensor own) {
      return own;
    }
    throw new IllegalArgumentException(
        "Invalid tensor: %s, expected one of these kernels".formatted(tensor.getClass().getName()));
  }

  /** A part of this one, from the value {@code from} on, that shares its memory. */
  CpuTensor view(long from, long... dimensions) {
    CpuTensor part = new CpuTensor(address(from), owner, dimensions);
    requireInside(from, part.size);
    return part;
  }

  @Override
  public ElementType type() {
    return ElementType.FLOAT32;
  }

  @Override
  public List<Long> dimensions() {
    return dimensions;
  }

  @Override
  public long size() {
    return size;
  }

  Object owner() {
    return owner;
  }

  int dimension(int axis) {
    return Math.toIntExact(dimensions.get(axis));
  }

  /** The first axis of a matrix, or 1 of a vector. */
  int rows() {
    return dimensions.size() == 1 ? 1 : dimension(0);
  }

  /** The last axis. */
  int columns() {
    return dimension(dimensions.size() - 1);
  }

  /** Where a value lies in memory. */
  long address(long value) {
    return address + value * Float.BYTES;
  }

  /** The buffer in which a value and those after it lie, at {@link #offset}. */
  ByteBuffer bytes(long value) {
    return windows[(int) (value >>> WINDOW_BITS)];
  }

  /** Copies values out, of which there are no more than 2<sup>28</sup>. */
  void read(long from, float[] into) {
    floats(from, into.length).get(into);
  }

  /** Copies values in, of which there are no more than 2<sup>28</sup>. */
  void write(long from, float[] values) {
    floats(from, values.length).put(values);
  }

  private FloatBuffer floats(long from, int count) {
    return memory(from, count).asFloatBuffer();
  }

  /** Where values lie, of which there are no more than 2<sup>28</sup>, in the machine's order. */
  ByteBuffer memory(long from, int count) {
    requireInside(from, count);
    ByteBuffer window = bytes(from);
    return window.slice(offset(from), count * Float.BYTES).order(window.order());
  }

  private void requireInside(long from, long count) {
    if (from < 0 || from + count > size) {
      throw new IllegalArgumentException(
          "Invalid view: values %s to %s, expected inside 0 to %s"
              .formatted(from, from + count, size));
    }
  }

  /** The byte at which a value starts in its buffer. */
  static int offset(long value) {
    return ((int) value & WINDOW_MASK) * Float.BYTES;
  }

  float get(long value) {
    return bytes(value).getFloat(offset(value));
  }

  void set(long value, float number) {
    bytes(value).putFloat(offset(value), number);
  }

  private ByteBuffer open(int window) {
    long first = (long) window << WINDOW_BITS;
    long bytes = Math.min((size - first) * Float.BYTES, LARGEST_BUFFER);
    return new Address().at(address(first)).bytes(bytes);
  }
}
