package org.flanspark.tuning.ledger;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Consecutive rows of one shard; its text is {@code 3:128-144}.
 *
 * @param shard its number
 * @param from the first row
 * @param to the row after the last
 */
public record RowRange(int shard, long from, long to) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9}):(\\d{1,18})-(\\d{1,18})");

  public RowRange {
    if (shard < 0 || from < 0 || to <= from) {
      throw new IllegalArgumentException(
          "Invalid rows: shard %s, %s to %s, expected at least one row".formatted(shard, from, to));
    }
  }

  /**
   * The range that {@link #toString} wrote.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static RowRange parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Invalid rows: %s, expected a shard and its rows, as in 3:128-144".formatted(text));
    }
    return new RowRange(
        Integer.parseInt(matcher.group(1)),
        Long.parseLong(matcher.group(2)),
        Long.parseLong(matcher.group(3)));
  }

  public long rows() {
    return to - from;
  }

  /** Whether a row is one of these. */
  public boolean holds(ShardRow row) {
    return shard == row.shard() && from <= row.row() && row.row() < to;
  }

  @Override
  public String toString() {
    return shard + ":" + from + "-" + to;
  }
}
