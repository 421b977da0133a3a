package org.flanspark.tuning.ledger;

import java.util.Comparator;

/**
 * One row of a shard; its text is {@code 3:128}.
 *
 * @param shard its number
 * @param row its place in the shard, from 0
 */
public record ShardRow(int shard, long row) implements Comparable<ShardRow> {
  private static final Comparator<ShardRow> ORDER =
      Comparator.comparingInt(ShardRow::shard).thenComparingLong(ShardRow::row);

  @Override
  public int compareTo(ShardRow other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return shard + ":" + row;
  }
}
