package org.flanspark.data.quality;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Pairs each row of a bucket with the bucket's first rows. A bucket with n rows gives at most n
 * times {@link #FIRST} pairs and not n^2 / 2, however common its text is, and a row of it is lost
 * only if it is like a later row and none of the first.
 */
final class BucketPairs implements Iterator<Row> {
  /**
   * Rows of a bucket that each later one is compared with; in smaller buckets that is all pairs.
   */
  static final int FIRST = 20;

  private final Iterator<Row> sorted;
  private final List<Row> first = new ArrayList<>();
  private final ArrayDeque<Row> pairs = new ArrayDeque<>();
  private long bucket;

  /**
   * @param sorted rows of (bucket, task, order, example id), by these
   */
  BucketPairs(Iterator<Row> sorted) {
    this.sorted = sorted;
  }

  @Override
  public boolean hasNext() {
    while (pairs.isEmpty() && sorted.hasNext()) {
      pair(sorted.next());
    }
    return !pairs.isEmpty();
  }

  /** A pair: (task, example id) of the later row, (task, order, example id) of the earlier. */
  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return pairs.remove();
  }

  private void pair(Row row) {
    if (row.getLong(0) != bucket) {
      bucket = row.getLong(0);
      first.clear();
    }
    for (Row earlier : first) {
      pairs.add(
          RowFactory.create(
              row.get(1), row.get(3), earlier.get(1), earlier.get(2), earlier.get(3)));
    }
    if (first.size() < FIRST) {
      first.add(row);
    }
  }
}
