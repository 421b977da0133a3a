package org.flanspark.tuning.averaging;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** The weighted mean of the workers' values of one slice, and what was found on the way. */
final class MeanSlice implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int slice;
  private final WireFormat wire;
  private final Map<Integer, Long> lineages;
  private final Map<Integer, Double> squares;
  private final double squareOfSum;
  private final List<WorkerReport> reports;
  private final double seconds;

  private transient Chunks values;

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

  Chunks values() {
    return values;
  }

  /** Bytes that the values took on their way. */
  int bytes() {
    return wire.bytes(values.length());
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

  @Serial
  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    out.writeInt(values.length());
    values.write(out, wire);
  }

  @Serial
  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    values = Chunks.read(in, in.readInt(), wire);
  }
}
