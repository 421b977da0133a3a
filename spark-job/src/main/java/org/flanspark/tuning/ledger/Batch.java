package org.flanspark.tuning.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rows of one update of one worker; its text is {@code 3:128-136,7:0-8}.
 *
 * @param ranges in the order of the batch's rows; at least one
 */
public record Batch(List<RowRange> ranges) {
  public Batch {
    ranges = List.copyOf(ranges);
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("Invalid batch: no rows, expected at least one");
    }
  }

  /** The batch that {@link #toString} wrote. */
  public static Batch parse(String text) {
    return new Batch(Arrays.stream(text.split(",", -1)).map(RowRange::parse).toList());
  }

  public long rows() {
    return ranges.stream().mapToLong(RowRange::rows).sum();
  }

  @Override
  public String toString() {
    return ranges.stream().map(RowRange::toString).collect(Collectors.joining(","));
  }
}
