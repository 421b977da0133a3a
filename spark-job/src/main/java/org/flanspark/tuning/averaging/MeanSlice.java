package org.flanspark.tuning.averaging;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** The weighted mean of the workers' values of one slice, and what was found on the way. */
final class MeanSlice implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int slice;
  private final byte[] values;
  private final Map<Integer, Long> lineages;
  private final Map<Integer, Double> squares;
  private final double squareOfSum;
  private final List<WorkerReport> reports;
  private final double seconds;

  /**
   * A mean.
   *
   * @param slice its number
   * @param values as {@link WireFormat} writes them; none where no worker had any weight
   * @param lineages of the moments of those workers that had weight, by number
   * @param squares of each worker's values, summed
   * @param squareOfSum of the unweighted sum of the workers' values, summed
   * @param reports that came with this slice
   * @param seconds that averaging took
   */
  MeanSlice(
      int slice,
      byte[] values,
      Map<Integer, Long> lineages,
      Map<Integer, Double> squares,
      double squareOfSum,
      List<WorkerReport> reports,
      double seconds) {
    this.slice = slice;
    this.values = values;
    this.lineages = lineages;
    this.squares = squares;
    this.squareOfSum = squareOfSum;
    this.reports = reports;
    this.seconds = seconds;
  }

  int slice() {
    return slice;
  }

  byte[] values() {
    return values;
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
