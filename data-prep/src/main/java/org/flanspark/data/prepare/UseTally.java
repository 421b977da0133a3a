package org.flanspark.data.prepare;

import org.flanspark.data.rendered.BucketFacts.UseFacts;

/** Counts what is rendered of one bucket for one use, and says when it is enough. */
final class UseTally {
  private final long wanted;
  private long records;
  private boolean exhausted = true;
  private long last = Long.MIN_VALUE;

  /**
   * @param wanted records: the first so many by their order
   */
  UseTally(long wanted) {
    this.wanted = wanted;
  }

  /**
   * Whether the next record is to be rendered. Those of one order, as copies of a record or the
   * answers to a question, are rendered together or not at all.
   */
  boolean takes(long order) {
    if (records >= wanted && order != last || wanted == 0) {
      exhausted = false;
      return false;
    }
    records++;
    last = order;
    return true;
  }

  UseFacts facts() {
    return new UseFacts(records, exhausted, last);
  }
}
