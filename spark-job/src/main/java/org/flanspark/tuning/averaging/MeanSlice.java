package org.flanspark.tuning.averaging;

import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The weighted mean of the workers' values of one slice, and what was found on the way. The values
 * are a block of their own: a task's result, which this is, should be small.
 */
final class MeanSlice implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int slice;
  private final WireFormat wire;
  private final Map<Integer, Long> lineages;
  private final Map<Integer, Double> squares;
  private final double squareOfSum;
  private final List<WorkerReport> reports;
  private final double seconds;
  private final int length;

  /** Null once it has left the process that averaged. */
  private final transient @Nullable Chunks values;

  /** Where the values are; null before they are stored, and where there are none. */
  private @Nullable SliceBlock block;

  /**
   * A mean.
   *
   * @param slice its number
   * @param values none where no worker had any weight
   * @param wire how they travel
   * @param lineages of the moments of those workers that had weight, by number
   * @param squares of each worker's values, summed
   * @param squareOfSum of the unweighted sum of the workers' values, summed
   * @param reports that came with this slice
   * @param seconds that averaging took
   */
  MeanSlice(
      int slice,
      Chunks values,
      WireFormat wire,
      Map<Integer, Long> lineages,
      Map<Integer, Double> squares,
      double squareOfSum,
      List<WorkerReport> reports,
      double seconds) {
    this.slice = slice;
    this.values = values;
    this.length = values.length();
    this.wire = wire;
    this.lineages = lineages;
    this.squares = squares;
    this.squareOfSum = squareOfSum;
    this.reports = reports;
    this.seconds = seconds;
  }

  int slice() {
    return slice;
  }

  /** Where it was averaged. */
  Chunks values() {
    if (values == null) {
      throw new IllegalStateException("Cannot read the mean of a slice that is only its block");
    }
    return values;
  }

  /** Whether no worker had anything to add. */
  boolean isEmpty() {
    return length == 0;
  }

  /** Bytes that the values take on their way. */
  int bytes() {
    return wire.bytes(length);
  }

  WireFormat wire() {
    return wire;
  }

  /** Writes the values as a block in this process. */
  MeanSlice stored(long set, String name) {
    if (!isEmpty()) {
      block = SliceBlock.write(set, name, bytes(), this::write);
    }
    return this;
  }

  /** Writes the values as they travel. */
  void write(DataOutput out) throws IOException {
    values().write(out, wire);
  }

  /**
   * Has the values land as they travel, where they come from another process.
   *
   * @return whether they did
   */
  boolean landsIn(ByteBuffer memory) throws IOException {
    if (block == null || block.isHere()) {
      return false;
    }
    block.land(memory);
    return true;
  }

  /** Asks for the values as they travel; nothing where there are none. */
  @Nullable ArrivingBlock ask() {
    return block == null ? null : block.ask();
  }

  Map<Integer, Long> lineages() {
    return lineages;
  }

  Map<Integer, Double> squares() {
    return squares;
  }

  double squareOfSum() {
    return squareOfSum;
  }

  List<WorkerReport> reports() {
    return reports;
  }

  double seconds() {
    return seconds;
  }
}
