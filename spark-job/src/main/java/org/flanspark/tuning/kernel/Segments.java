package org.flanspark.tuning.kernel;

import java.util.Arrays;

/** The lengths of the segments that the tokens of a batch consist of, end to end. */
public final class Segments {
  private final int[] lengths;
  private final int tokens;

  private Segments(int[] lengths) {
    this.lengths = lengths;
    this.tokens = Arrays.stream(lengths).sum();
  }

  /** Segments of these lengths, each at least 1. */
  public static Segments ofLengths(int... lengths) {
    for (int length : lengths) {
      if (length < 1) {
        throw new IllegalArgumentException(
            "Invalid segment length: %s, expected at least 1".formatted(length));
      }
    }
    return new Segments(lengths.clone());
  }

  public int count() {
    return lengths.length;
  }

  public int length(int segment) {
    return lengths[segment];
  }

  /** The tokens of all segments. */
  public int tokens() {
    return tokens;
  }

  /** The tokens of the longest segment. */
  public int longest() {
    return Arrays.stream(lengths).max().orElse(0);
  }
}
